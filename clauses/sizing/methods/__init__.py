"""The methods of calculation, one a room: what each asks, what it answers, step by step."""
