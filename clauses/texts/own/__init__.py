"""A body's own templates: put in place of the house's, versions kept, back to the default."""
