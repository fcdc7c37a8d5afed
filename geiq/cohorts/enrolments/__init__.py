"""The candidates of a cohort: who sent them, what became of each, step after step."""
