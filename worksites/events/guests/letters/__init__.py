"""Letters for those without telephone or mail: a short code opens the same page."""
