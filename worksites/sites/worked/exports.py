"""Columns of the hours worked: those that the sheet reads back."""

from operator import attrgetter

from facilitator.exchange.columns import Column, Kind

COLUMNS = (
    Column("Marché", lambda row: row.contract.reference, wraps=False),
    Column("Lot", lambda row: row.lot.number if row.lot else None, blank="tous"),
    Column("Année", lambda row: str(row.year)),
    Column("Heures travaillées", attrgetter("minutes"), Kind.HOURS),
    Column("D’où vient ce total", attrgetter("source")),
    Column("Document du", attrgetter("dated_on"), Kind.DATE),
)
