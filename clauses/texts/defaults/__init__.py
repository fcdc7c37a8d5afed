"""The house's own templates: their prose, and the Word files built from it."""
