"""What a person can do and what a job asks for, in the same words."""
