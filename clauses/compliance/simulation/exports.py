"""Columns of what a trial changes."""

from operator import attrgetter

from facilitator.exchange.columns import Column, Kind

EFFECTS = (
    Column("Chiffre", attrgetter("name")),
    Column("Aujourd’hui", attrgetter("before"), Kind.HOURS),
    Column("Avec l’essai", attrgetter("after"), Kind.HOURS),
    Column("Écart", attrgetter("gap"), Kind.HOURS),
)
