"""Columns of the readings in mass."""

from facilitator.exchange.columns import Column, Kind

COLUMNS = (
    Column("Compte", lambda row: row.reader.name),
    Column("De", lambda row: row.begun_at, Kind.INSTANT),
    Column("À", lambda row: row.ended_at, Kind.INSTANT),
    Column("Personnes en une heure", lambda row: row.people, Kind.NUMBER),
    Column("Regardé le", lambda row: row.looked_at, Kind.INSTANT, blank="à regarder"),
)
