"""Task links: do one thing for one organisation without an account, by a pointer that has no authority."""
