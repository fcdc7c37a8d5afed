"""Mail: written in the transaction, delivered after it."""
