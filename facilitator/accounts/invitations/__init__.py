"""Invitations: a membership offered by mail, accepted once within fourteen days."""
