"""The demonstration's accounts, and the doors that let a newcomer in with one click."""
