"""What the day of an event is made of: stops of a tour, trades shown, visits, try-outs."""
