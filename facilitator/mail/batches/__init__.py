"""Batches: past two hundred messages of one kind in a day, somebody must say that they are meant."""
