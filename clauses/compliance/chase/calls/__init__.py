"""Calls: those to telephone once the messages have ended, with what to say and how it ended."""
