"""Two records that may be one person: suggested, merged by somebody, and undone if need be."""
