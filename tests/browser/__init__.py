"""Every page in a real browser: light and dark, phone and desk, empty, full and in error."""
