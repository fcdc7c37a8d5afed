"""The companies and the partners of an event, and the jobs that companies bring."""
