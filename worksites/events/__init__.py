"""Recruitment events and job-discovery days: planned, filled, held, and what came of them."""
