"""What is said to people who read another language than French: sentences, dates, directions."""
