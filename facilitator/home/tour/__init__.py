"""The way round a demonstration: five steps on the home page, until they are done or put away."""
