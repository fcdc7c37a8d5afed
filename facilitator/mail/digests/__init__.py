"""Digests: what can wait for the morning is said in one message a day, as often as its reader wants."""
