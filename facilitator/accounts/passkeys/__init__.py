"""Passkeys: a key kept by the person's device, asked by WebAuthn."""
