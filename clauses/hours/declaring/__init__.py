"""Declaring: a company's tasks, one question a page, the receipt; with an account or by a link."""
