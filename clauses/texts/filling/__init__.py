"""Filling a .docx template: which templates are safe, and how they are filled."""
