"""The burn-up drawing of a clause: what was done, what was asked, where it goes."""
