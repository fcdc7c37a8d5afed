"""What must always hold of the people and of their employments."""
