"""Columns of the states and of the burn-up: the screen, the CSV and the workbook share them."""

from operator import attrgetter
from typing import Any

from clauses.compliance.rules import ClauseState
from facilitator.exchange.columns import Column, Kind

TONES = {
    ClauseState.LATE: "bad",
    ClauseState.MISSING_REPORT: "warn",
    ClauseState.WATCH: "warn",
    ClauseState.ON_TRACK: "good",
}


def tone_of(row: Any) -> str:
    """The colour of a state, beside its words."""
    return TONES[row.conclusion.standing]


CLAUSES = (
    Column("Clause", attrgetter("label")),
    Column("État", attrgetter("conclusion.standing"), tone=tone_of),
    Column("Règle", attrgetter("conclusion.reason")),
    Column("Dû", attrgetter("conclusion.progress.due"), Kind.HOURS),
    Column("Attendu à ce jour", attrgetter("conclusion.progress.expected"), Kind.HOURS),
    Column("Fait", attrgetter("conclusion.progress.counted"), Kind.HOURS),
    Column("Prévision", attrgetter("conclusion.forecast.middle"), Kind.HOURS),
)
SHARES = (Column("Entreprise", attrgetter("label")), *CLAUSES[1:])
BURN_UP = (
    Column("Fin du mois", attrgetter("on"), Kind.DATE, wraps=False),
    Column("Objectif", attrgetter("target"), Kind.HOURS),
    Column("Attendu", attrgetter("expected"), Kind.HOURS),
    Column("Déclaré", attrgetter("declared"), Kind.HOURS),
    Column("Compté", attrgetter("counted"), Kind.HOURS),
    Column("Prévision", attrgetter("middle"), Kind.HOURS),
    Column("Prévision basse", attrgetter("low"), Kind.HOURS),
    Column("Prévision haute", attrgetter("high"), Kind.HOURS),
)
