"""The phases of a worksite written down as the planned curve of its clauses, when the facilitator asks it."""
