"""Reading procurement open data: pure, streamed, constant in memory. Knows no web and no database."""
