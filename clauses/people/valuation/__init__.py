"""Valuation: what a minute of work, training or mentoring counts for, by dated rules."""
