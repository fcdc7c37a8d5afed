"""The hires that follow a training: the employment of each one, or what a GEIQ announces."""
