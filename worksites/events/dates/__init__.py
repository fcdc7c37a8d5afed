"""Finding a date: days without clashes, each with what speaks for it; a date moved by hand, checked."""
