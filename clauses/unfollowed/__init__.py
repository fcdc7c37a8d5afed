"""Forgotten clauses: published, and followed by nobody; published changes of the followed ones."""
