"""How many guests of each kind an event has room for, and until when they register."""
