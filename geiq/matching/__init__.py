"""Companies’ staffing requests, and the people proposed to them with the reasons."""
