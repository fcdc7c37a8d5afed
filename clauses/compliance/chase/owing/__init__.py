"""What companies owe a body on a day, read anew each time: a constant number of selects."""
