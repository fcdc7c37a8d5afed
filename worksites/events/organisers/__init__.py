"""Who holds an event."""
