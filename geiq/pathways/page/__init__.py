"""The person's page without an account: an address on her paper, a code that she keeps apart, an end."""
