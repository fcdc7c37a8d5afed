"""Penalties: the formulas, the file of each clause and company, its drafts for the buyer to sign."""
