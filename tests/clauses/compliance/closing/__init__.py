"""The end of a contract."""
