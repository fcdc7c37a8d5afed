"""What the training providers can do."""
