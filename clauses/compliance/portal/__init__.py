"""The buyer’s part: what only it can do on its contracts, and what is published of a company elsewhere."""
