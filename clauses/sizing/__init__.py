"""Sizing (calibrage): how many hours to ask, step by step, and the clause texts for the buyer."""
