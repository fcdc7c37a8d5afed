"""What is done with the person: assessments, barriers, steps."""
