"""The events of a cohort, and what a cohort offers to an event: its people, its days."""
