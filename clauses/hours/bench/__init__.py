"""Bench: a national-size base made fast, and what the hours cost on it, beside the bare SQL."""
