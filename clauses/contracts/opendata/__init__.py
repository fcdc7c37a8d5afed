"""Procurement open data (DECP): read, kept beside its repairs, compared with what is followed."""
