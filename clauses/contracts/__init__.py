"""Contracts (marchés): lots, clause terms, commitments, amendments; procurement open data in."""
