"""Columns of the gallery's sample list."""

from operator import attrgetter

from facilitator.exchange.columns import Column, Kind

SAMPLE_COLUMNS = (
    Column("Marché", attrgetter("title"), sort="marche"),
    Column("Étape", attrgetter("stage")),
    Column("Heures dues", attrgetter("minutes"), Kind.HOURS, sort="heures"),
    Column("Montant", attrgetter("amount"), Kind.MONEY, sort="montant"),
    Column("Début", attrgetter("starts"), Kind.DATE, sort="debut"),
)
