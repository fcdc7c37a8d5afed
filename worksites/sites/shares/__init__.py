"""Which part of a contract, or of one of its lots, is done on which worksite."""
