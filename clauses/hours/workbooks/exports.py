"""Columns of the lists of the workbooks: the imports, the lines that could not be read."""

from operator import attrgetter, itemgetter
from typing import Any

from clauses.hours.workbooks.matching import Line
from clauses.hours.workbooks.models import HoursImport
from facilitator.exchange.columns import Column, Kind


def told(name: str) -> Any:
    """A count of what an import did."""
    return lambda row: row.counts.get(name)


TONES = {"read": "warn", "running": "info", "done": "good"}


def tone(row: HoursImport) -> str:
    """The colour of its state."""
    return TONES.get(row.state.value, "neutral")


IMPORTS = (
    Column("Fichier", attrgetter("file_name")),
    Column("État", attrgetter("state"), tone=tone),
    Column("Reçu", attrgetter("received_at"), Kind.INSTANT),
    Column("Envoyé par", attrgetter("sent_by")),
    Column("Lignes créées", told("create"), Kind.NUMBER),
    Column("Mises à jour", told("update"), Kind.NUMBER),
    Column("Inchangées", told("unchanged"), Kind.NUMBER),
)


def messages(line: Line) -> str:
    """All that is wrong with a line."""
    return " ".join(line.entry.errors.values())


def month_said(row: Any) -> str:
    """The month of a line as an import reads it again: `10/2026`."""
    return f"{row.month:%m/%Y}"


LINES = (
    Column("Entreprise", itemgetter(0)),
    Column("SIRET", itemgetter(1)),
    Column("Marché", itemgetter(2)),
    Column("Lot", itemgetter(3)),
    Column("Nom", itemgetter(4)),
    Column("Prénom", itemgetter(5)),
    Column("Date de naissance", itemgetter(6), Kind.DATE),
    Column("Mois", month_said),
    Column("Nature des heures", itemgetter(8)),
    Column("Heures", itemgetter(9), Kind.HOURS),
    Column("Heures retenues", itemgetter(10), Kind.HOURS),
    Column("État du relevé", itemgetter(11)),
)
"""Of the exported lines, in the order of `line_queries.lines_of`; read again, they change nothing."""
