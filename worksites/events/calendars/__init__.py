"""The events on a calendar: month, week, agenda, timeline (works and trainings beside them)."""
