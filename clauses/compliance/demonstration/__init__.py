"""What the compliance shows of itself in a demonstration."""
