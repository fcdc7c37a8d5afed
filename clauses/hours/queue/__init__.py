"""The queue: what waits for the facilitator, since when, and what there is to look at."""
