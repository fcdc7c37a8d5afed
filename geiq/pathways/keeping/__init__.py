"""Keeping: how long what was written of a person stays after her pathway; its figures stay."""
