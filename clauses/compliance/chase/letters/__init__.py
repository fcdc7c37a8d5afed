"""The words of the messages, one a step: the house's own, and each body's, dated."""
