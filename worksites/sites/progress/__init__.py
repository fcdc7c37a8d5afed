"""How the clauses stand on each worksite, by its shares."""
