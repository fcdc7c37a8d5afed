"""People: participants, their eligibility, their employments, what their hours are worth."""
