"""Referrers propose people for one event, by a link limited to it or with their account."""
