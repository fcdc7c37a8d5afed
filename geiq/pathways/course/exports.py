"""Columns of the pathways: what whoever does not follow may know, and nothing else, in the files too."""

from operator import attrgetter

from facilitator.exchange.columns import Column, Kind
from geiq.pathways.course.rules import TONES

COLUMNS = (
    Column("Personne", attrgetter("pathway.participant.name"), sort="nom"),
    Column("Dispositif", attrgetter("pathway.scheme.name")),
    Column("Suivie par", attrgetter("follower"), is_wide=True),
    Column("Phase", lambda row: row.pathway.phase if row.pathway.scheme.has_phases else None),
    Column("Entrée", attrgetter("pathway.starts_on"), Kind.DATE, "entree"),
    Column("Fin prévue", attrgetter("pathway.planned_end_on"), Kind.DATE, "fin"),
    Column("Sortie le", attrgetter("pathway.ended_on"), Kind.DATE, on_screen=False),
    Column("État", attrgetter("standing"), tone=lambda row: TONES[row.standing]),
)
