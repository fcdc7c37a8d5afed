"""Participants: the least identity that works, duplicates suggested, merges that can be undone."""
