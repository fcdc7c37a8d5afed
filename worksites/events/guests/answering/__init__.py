"""The guest’s own page: without account, by the link of her message or the code of her letter."""
