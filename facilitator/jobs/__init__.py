"""Jobs: the background work that every package hands over, each run exactly once per period."""
