"""The ledger: statements open, fill, are sent, returned, validated, corrected; totals are kept."""
