"""Publics: how many people worked on a contract, by category; what a buyer may read of it."""
