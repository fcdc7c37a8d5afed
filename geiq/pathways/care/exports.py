"""Columns of the steps to do, for whoever follows the people."""

from operator import attrgetter

from facilitator.exchange.columns import Column, Kind

STEPS = (
    Column("Le", attrgetter("due_on"), Kind.DATE),
    Column("À", attrgetter("at")),
    Column("Étape", attrgetter("title"), is_wide=True),
    Column("Personne", attrgetter("pathway.participant.name")),
    Column("Lieu", attrgetter("place")),
    Column("Qui appeler", attrgetter("contact")),
    Column("Dispositif", attrgetter("pathway.scheme.name"), on_screen=False),
)
