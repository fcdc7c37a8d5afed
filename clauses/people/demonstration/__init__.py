"""The demonstration's people: invented names, why they are eligible, who employs them and where they work."""
