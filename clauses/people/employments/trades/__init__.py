"""Trades: in plain words, or by their code of the ROME."""
