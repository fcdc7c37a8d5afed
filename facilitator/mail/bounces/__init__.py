"""Addresses that do not receive: refused by a server, told by a notice, said by somebody."""
