"""Sending: one message with one link to one contact of a company, told in the log of each contract."""
