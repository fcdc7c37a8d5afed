"""The criteria of each scheme, the proofs that show them, those that exclude each other."""
