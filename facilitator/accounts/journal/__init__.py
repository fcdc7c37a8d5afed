"""The journal: what was done, read by the head of a body and by the platform's administrator."""
