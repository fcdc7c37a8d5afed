"""The kick-off kit of a company: who, what, how many hours, in people, the next steps and their dates."""
