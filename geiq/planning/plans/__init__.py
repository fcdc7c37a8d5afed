"""The plans: solved aside, bent by hand, adopted."""
