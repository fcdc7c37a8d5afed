"""A person’s thread from candidate to exit; the flow of a cohort, where each number opens its list."""
