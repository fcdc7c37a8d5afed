"""The training clause: hours by band of the firm amount."""
