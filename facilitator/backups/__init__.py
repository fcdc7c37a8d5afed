"""Backups: a copy of the database and of the files, with figures that prove it, restored to be believed."""
