"""The words of an import of past years, and what it tells of itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from clauses.hours.workbooks.rules import Counts
from facilitator.formats import number, plural
from facilitator.words import Word

SILENT_AFTER_SECONDS = 60
KEPT_ERRORS = 1_000
"""Errors kept with their sentence for the page; all are counted, and all are in the answer of the command."""


class HistoryState(Word):
    """Where an import of past years stands."""

    READING = "reading", "Lecture en cours"
    READ = "read", "À confirmer"
    WRITING = "writing", "Import en cours"
    DONE = "done", "Importé"
    UNDONE = "undone", "Annulé"
    REFUSED = "refused", "Refusé"
    CANCELLED = "cancelled", "Abandonné"
    LOST = "lost", "Interrompu"

    @property
    def is_under_way(self) -> bool:
        """Whether a process is at work."""
        return self in (HistoryState.READING, HistoryState.WRITING)


def state_seen(state: HistoryState, beat_at: datetime, now: datetime) -> HistoryState:
    """A work under way that gives no sign of life has lost its process."""
    lost = (now - beat_at).total_seconds() > SILENT_AFTER_SECONDS
    return HistoryState.LOST if state.is_under_way and lost else state


@dataclass
class Report:
    """What an import of past years would do, or did."""

    rows: int = 0
    counts: Counts = field(default_factory=Counts)
    people: int = 0
    jobs: int = 0
    months: int = 0
    """Statements that are not open, to be opened."""
    errors: list[dict[str, Any]] = field(default_factory=list)
    """Each: sheet, row, column, sentence."""
    applied: bool = False
    sentence: str = ""
    """Why nothing was read or written."""

    def facts(self, most: int | None = None) -> dict[str, Any]:
        """As JSON."""
        return {
            "rows": self.rows,
            "created": self.counts.create,
            "updated": self.counts.update,
            "unchanged": self.counts.unchanged,
            "errors": self.counts.error,
            "new_statements": self.months,
            "new_people": self.people,
            "new_employments": self.jobs,
            "applied": self.applied,
            "error": self.sentence,
            "details": self.errors[:most],
        }


def said(facts: Mapping[str, Any]) -> str:
    """What was found, or done, in one sentence."""
    return (
        f"{plural(facts['rows'], 'ligne lue', 'lignes lues')}\u00a0: "
        f"{plural(facts['created'], 'à créer' if not facts['applied'] else 'créée')}, "
        f"{number(facts['updated'])} mises à jour, {plural(facts['unchanged'], 'inchangée')}, "
        f"{number(facts['errors'])} en erreur\u202f; "
        f"{plural(facts.get('new_statements', 0), 'relevé')} de mois passés à ouvrir, "
        f"{plural(facts['new_people'], 'personne')} et "
        f"{plural(facts['new_employments'], 'contrat de travail', 'contrats de travail')} à créer."
    )
