"""Compliance: who is late, who will be, and what follows."""
