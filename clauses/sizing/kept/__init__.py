"""Sizings kept on the clauses of contracts, as they were when they were made."""
