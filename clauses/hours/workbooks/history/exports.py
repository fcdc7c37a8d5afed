"""Columns of the imports of past years and of their errors."""

from operator import attrgetter, itemgetter

from clauses.hours.workbooks.history.models import HistoryImport
from facilitator.exchange.columns import Column, Kind

TONES = {"reading": "info", "read": "warn", "writing": "info", "done": "good", "refused": "bad"}


def tone(row: HistoryImport) -> str:
    """The colour of its state."""
    return TONES.get(row.state.value, "neutral")


HISTORIES = (
    Column("Fichier", attrgetter("file_name")),
    Column("État", attrgetter("state"), tone=tone),
    Column("Reçu", attrgetter("received_at"), Kind.INSTANT),
    Column("Lignes lues", lambda row: row.report.get("rows"), Kind.NUMBER),
    Column("En erreur", lambda row: row.report.get("errors"), Kind.NUMBER),
)
ERRORS = (
    Column("Ligne", itemgetter("row")),
    Column("Feuille", itemgetter("sheet")),
    Column("Colonne", itemgetter("column")),
    Column("Erreur", itemgetter("sentence")),
)
