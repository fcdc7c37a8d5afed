"""Readings: who opens the pages of people, and the warning when somebody opens very many."""
