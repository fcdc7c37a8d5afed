"""Accounts: organisations and their contacts, users, memberships, sign-in."""
