"""The person’s own page: hours done, next step, whom to call, in her language beside French."""
