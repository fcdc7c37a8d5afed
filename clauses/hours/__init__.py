"""Hours: monthly statements, the ledger and its month totals, checks."""
