"""The events of the demonstration: job-discovery days, a job dating and its results, the PLIE's rally."""
