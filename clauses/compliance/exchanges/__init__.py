"""The log of a contract: each exchange with those who carry it out."""
