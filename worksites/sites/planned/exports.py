"""Columns of what would be written."""

from operator import attrgetter

from facilitator.exchange.columns import Column, Kind

PROPOSALS = (
    Column("Clause", attrgetter("label")),
    Column("Mois", attrgetter("count"), Kind.NUMBER),
    Column("Du", attrgetter("first"), Kind.DATE),
    Column("Au mois du", attrgetter("last"), Kind.DATE),
    Column("Heures de travail des phases", attrgetter("minutes"), Kind.HOURS),
    Column("Remplace un planning", attrgetter("replaces")),
)
