"""Hours worked as companies' accounts say them, contract by contract, year by year: the base of the 5 %."""
