"""Columns of the list of breaches."""

from facilitator.exchange.columns import Column, Kind

COLUMNS = (
    Column("Ce qui ne tient pas", lambda row: row.sentence),
    Column("Règle", lambda row: row.label),
    Column("Vu", lambda row: row.seen_at, Kind.INSTANT),
)
