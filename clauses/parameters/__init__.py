"""Parameters: dated settings, each with its unit, range, default, source and date; a body may set its own."""
