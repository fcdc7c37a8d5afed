"""The page of an invited person: accept with her account, or make it."""
