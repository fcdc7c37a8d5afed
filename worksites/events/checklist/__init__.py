"""What is to be done before and after an event, counted back from its day."""
