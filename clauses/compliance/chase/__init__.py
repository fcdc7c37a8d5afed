"""Chasing: what each company owes a body, whose turn it is, the reminders by one ladder, in one message."""
