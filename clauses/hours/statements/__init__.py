"""Statements: one month of one company read, filled on its behalf, validated, returned, corrected."""
