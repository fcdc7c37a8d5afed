"""Columns of the packs of a body's buyers."""

from operator import attrgetter

from facilitator.exchange.columns import Column, Kind

PACKS = (
    Column("Maître d’ouvrage", attrgetter("buyer")),
    Column("Clauses", attrgetter("followed"), Kind.NUMBER),
    Column("En retard", attrgetter("late"), Kind.NUMBER),
    Column("À risque", attrgetter("risks"), Kind.NUMBER),
    Column("Actions de l’acheteur", attrgetter("duties"), Kind.NUMBER),
)
