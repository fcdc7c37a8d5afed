"""Columns of the log: the screen, the CSV and the workbook share them."""

from operator import attrgetter

from facilitator.exchange.columns import Column, Kind

COLUMNS = (
    Column("Quand", attrgetter("happened_at"), Kind.INSTANT, sort="quand", wraps=False),
    Column("Nature", attrgetter("kind")),
    Column("Entreprise", lambda row: row.organisation.name if row.organisation else ""),
    Column("Ce qui a été dit ou fait", attrgetter("summary"), is_wide=True),
    Column("Par", lambda row: row.author.name if row.author else "", on_screen=False),
)
