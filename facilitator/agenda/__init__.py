"""Calendars as files that other programs read (RFC 5545)."""
