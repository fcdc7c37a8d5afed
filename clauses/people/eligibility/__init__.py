"""Eligibility: criteria and proofs per scheme, the decision, the counting window it opens."""
