"""How fast the calendars, their pages and the rounds of a job dating are."""
