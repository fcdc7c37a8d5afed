"""How fast procurement open data is read and stored, beside the fastest parse of the same file."""
