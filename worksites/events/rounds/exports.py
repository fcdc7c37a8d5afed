"""Columns of the meetings."""

from operator import attrgetter

from facilitator.exchange.columns import Column, Kind
from worksites.events.rounds.sheet import Row


def _result(row: Row) -> str:
    return row.meeting.result.label if row.meeting.result else ""


COLUMNS = (
    Column("Tour", attrgetter("meeting.round"), Kind.NUMBER),
    Column("Début", attrgetter("starts_at"), Kind.INSTANT),
    Column("Fin", attrgetter("ends_at"), Kind.INSTANT),
    Column("Table", attrgetter("meeting.table"), Kind.NUMBER),
    Column("Entreprise", attrgetter("meeting.company.shown_name")),
    Column("Personne", attrgetter("meeting.person.shown_name")),
    Column("Pourquoi", attrgetter("meeting.reason"), is_wide=True),
    Column("Gardée à la main", attrgetter("meeting.is_kept")),
    Column("Suite donnée", _result),
)
