"""Lots, tranches and call-off orders of a contract."""
