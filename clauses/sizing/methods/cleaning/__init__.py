"""Cleaning contracts: the PACT method of the cleaning trade."""
