"""Once: a form sent twice acts once, and answers the same."""
