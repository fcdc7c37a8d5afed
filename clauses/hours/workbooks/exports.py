"""Columns of the lists of the workbooks: the imports, the lines that could not be read."""

from operator import attrgetter
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
    Column("Envoyé par", attrgetter("author.name")),
    Column("Lignes créées", told("create"), Kind.NUMBER),
    Column("Mises à jour", told("update"), Kind.NUMBER),
    Column("Inchangées", told("unchanged"), Kind.NUMBER),
)


def messages(line: Line) -> str:
    """All that is wrong with a line."""
    return " ".join(line.entry.errors.values())
