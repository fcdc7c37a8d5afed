"""How fast and how well the plans are solved, on invented territories."""
