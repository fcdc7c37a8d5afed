"""Certificates of fulfilment: their number, their PDF, the public page that verifies them."""
