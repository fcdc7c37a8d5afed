"""Clause terms of a lot: what they ask, under which article."""
