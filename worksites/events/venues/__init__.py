"""Where events are held: venues and their rooms, how to come, who gets in."""
