"""Columns of the list of grids."""

from facilitator.exchange.columns import Column, Kind
from facilitator.formats import month

COLUMNS = (
    Column("Marché", lambda row: f"{row.reference} — {row.title}", sort="marche"),
    Column("Entreprise", lambda row: row.company, sort="entreprise"),
    Column("Mois à envoyer", lambda row: row.open, Kind.NUMBER, sort="ouverts"),
    Column("Dernier mois", lambda row: month(row.last), sort="dernier"),
)
