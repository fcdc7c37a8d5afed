"""Templates, and copies of an event: all that it holds, on another day."""
