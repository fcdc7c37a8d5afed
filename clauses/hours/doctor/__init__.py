"""Doctor: what must always hold of the hours, proved against the lines themselves."""
