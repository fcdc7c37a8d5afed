"""Clauses sociales: contracts and what they owe, sizing of the hours, people, hours, compliance."""
