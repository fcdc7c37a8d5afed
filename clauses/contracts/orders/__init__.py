"""Call-off orders of a framework agreement."""
