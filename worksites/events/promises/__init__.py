"""Events that a clause or an offer promises, and the events that keep the promise."""
