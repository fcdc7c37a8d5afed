// The grid of hours.
