"""One person’s job for the hours that remain on several contracts: the split, the agreement."""
