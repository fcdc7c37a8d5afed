"""The demonstration's hours: every month since the contracts began, told by the verbs of the ledger."""
