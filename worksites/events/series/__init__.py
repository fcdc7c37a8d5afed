"""Series: an event that comes back every so many weeks or months, changed or cancelled together."""
