"""Procurement open data."""
