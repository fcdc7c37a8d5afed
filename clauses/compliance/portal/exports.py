"""Columns of the buyer's part."""

from operator import attrgetter

from facilitator.exchange.columns import Column, Kind

PAST = (
    Column("Entreprise", attrgetter("company")),
    Column("Marchés terminés pour d’autres", attrgetter("contracts"), Kind.NUMBER),
    Column("Dont objectif atteint", attrgetter("reached"), Kind.NUMBER),
    Column("Heures dues", attrgetter("owed"), Kind.HOURS),
    Column("Heures faites", attrgetter("done"), Kind.HOURS),
    Column("Part faite", attrgetter("ratio"), Kind.PERCENT),
)
