"""Columns of the list of addresses that do not receive."""

from facilitator.exchange.columns import Column, Kind

COLUMNS = (
    Column("Adresse", lambda row: row.address),
    Column("Depuis", lambda row: row.since, Kind.INSTANT),
    Column("Qui le dit", lambda row: row.source),
    Column("Raison", lambda row: row.reason),
)
