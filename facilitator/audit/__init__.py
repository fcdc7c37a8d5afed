"""Audit: who did what, when, under which role, in a chain that shows tampering."""
