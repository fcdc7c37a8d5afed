"""Organisations: the register of those a body works with, and whom to reach there."""
