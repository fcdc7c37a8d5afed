"""Checks before sending: what blocks, and what passes with a word of explanation."""
