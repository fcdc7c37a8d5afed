"""Who is invited to an event, who comes, and which jobs a company brings there."""
