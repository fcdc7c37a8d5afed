"""Passkeys in the browser: make one, use it as a second factor, or to sign in without a password."""
