"""Grid: the hours of many people at once, typed, pasted, kept cell by cell."""
