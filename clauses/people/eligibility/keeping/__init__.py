"""Keeping: how long the reasons of a decision are kept; the decision itself stays."""
