"""Inviting: one message per company for all its contracts of a body, with a link that needs no account."""
