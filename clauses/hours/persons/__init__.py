"""The hours of one person: by month and by contract, each reader its own."""
