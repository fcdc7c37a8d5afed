"""A forgotten password: a link by mail, good once and for half an hour."""
