"""Holds: no reminder to a company, or about one of its contracts, until a day."""
