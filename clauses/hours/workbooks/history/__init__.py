"""History: the past years of a whole territory from one file, every line checked, written in one go."""
