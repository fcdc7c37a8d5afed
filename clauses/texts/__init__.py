"""Clause texts (textes de clause): what the buyer puts in its tender documents, as .docx."""
