"""Contacts: whom to reach in a company, and the requests to confirm it when nobody answers any more."""
