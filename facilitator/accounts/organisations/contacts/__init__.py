"""Contacts: whom to reach in an organisation, in which order, and when that was last confirmed."""
