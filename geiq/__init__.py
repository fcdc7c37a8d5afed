"""Who trains and employs the people: groups, cohorts, pathways, matching."""
