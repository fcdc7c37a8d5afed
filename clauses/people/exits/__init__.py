"""What became of a person three, six and twelve months later."""
