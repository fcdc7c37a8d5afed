"""Dated changes of a contract, tried in a sandbox before they are applied."""
