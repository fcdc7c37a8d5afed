"""When hours are expected: working days, closing weeks, the planned curve of a clause."""
