"""Numbers: units, exact values and how they are written, rounding."""
