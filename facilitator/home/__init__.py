"""Home: what must be done today, the search box, the gallery of components."""
