"""The map of the worksites, beside their list."""
