"""Hours spoken in people."""
