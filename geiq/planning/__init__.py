"""Back-planning of cohorts: from the labour needs to a year of cohorts, by a kept solver."""
