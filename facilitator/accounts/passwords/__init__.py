"""Passwords: what a good one is, how it is kept, how many times one may be wrong."""
