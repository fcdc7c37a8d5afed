"""How each clause stands: its progress, its forecast, kept with the day they were computed."""
