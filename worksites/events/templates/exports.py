"""Columns of the templates."""

from operator import attrgetter

from facilitator.exchange.columns import Column, Kind

COLUMNS = (
    Column("Modèle", attrgetter("event.template")),
    Column("Type", attrgetter("event.kind")),
    Column("Métiers", attrgetter("trades")),
    Column("Lieu", attrgetter("place")),
    Column("Créneaux", lambda row: len(row.event.slots), Kind.NUMBER),
    Column("Tâches", lambda row: len(row.event.tasks), Kind.NUMBER),
    Column("Entreprises", attrgetter("companies"), Kind.NUMBER),
)
