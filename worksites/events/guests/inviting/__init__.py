"""Whom to invite: lists read, people ticked, messages that leave together."""
