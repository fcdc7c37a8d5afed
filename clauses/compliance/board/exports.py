"""Columns of the Monday board: the screen, the CSV and the workbook share them."""

from operator import attrgetter
from typing import Any

from clauses.compliance.rules import ClauseState
from clauses.compliance.standing.exports import TONES
from facilitator.exchange.columns import Column, Kind


def _tone(row: Any) -> str:
    return TONES.get(row.state, "neutral")


def _late_tone(row: Any) -> str:
    return "bad" if row.late else "good"


COLUMNS = (
    Column("Marché", attrgetter("reference"), sort="marche", wraps=False),
    Column("Objet", attrgetter("title"), on_screen=False),
    Column("Lot", attrgetter("lot")),
    Column("Maître d’ouvrage", attrgetter("buyer"), sort="acheteur"),
    Column("État", attrgetter("state"), sort="etat", tone=_tone, blank="À calculer"),
    Column("Règle", attrgetter("reason"), on_screen=False),
    Column("Dues", attrgetter("owed"), Kind.HOURS),
    Column("Déclarées", attrgetter("declared"), Kind.HOURS, on_screen=False),
    Column("Validées", attrgetter("validated"), Kind.HOURS, on_screen=False),
    Column("Faites", attrgetter("counted"), Kind.HOURS),
    Column("Attendues à ce jour", attrgetter("expected"), Kind.HOURS, on_screen=False),
    Column("Manquent", attrgetter("missing"), Kind.HOURS, on_screen=False),
    Column("Il manque, en personnes", attrgetter("missing_in_people"), is_wide=True),
    Column("Finira à", attrgetter("share"), Kind.PERCENT, sort="prevision"),
    Column("Manqueront", attrgetter("gap"), Kind.HOURS, on_screen=False),
    Column("Prévision basse", attrgetter("low"), Kind.HOURS, on_screen=False),
    Column("Prévision", attrgetter("middle"), Kind.HOURS, on_screen=False),
    Column("Prévision haute", attrgetter("high"), Kind.HOURS, on_screen=False),
    Column("Commencer avant le", attrgetter("start_by"), Kind.DATE, sort="commencer"),
    Column("Personnes à temps plein", attrgetter("people"), Kind.NUMBER, on_screen=False),
    Column("Mois en retard", attrgetter("late"), Kind.NUMBER, sort="retard", tone=_late_tone),
    Column("Fin", attrgetter("ends_on"), Kind.DATE, on_screen=False),
    Column("Calculé le", attrgetter("computed_on"), Kind.DATE, on_screen=False),
)


def _counted(state: ClauseState) -> Column:
    return Column(state.label, lambda row: row.count(state), Kind.NUMBER)


LEVELS = (
    Column("Niveau", attrgetter("label")),
    Column("État", attrgetter("state"), tone=_tone, blank="À calculer"),
    Column("Clauses", attrgetter("clauses"), Kind.NUMBER),
    *map(_counted, ClauseState),
    Column("Dues", attrgetter("owed"), Kind.HOURS),
    Column("Attendues à ce jour", attrgetter("expected"), Kind.HOURS, on_screen=False),
    Column("Déclarées", attrgetter("declared"), Kind.HOURS, on_screen=False),
    Column("Validées", attrgetter("validated"), Kind.HOURS, on_screen=False),
    Column("Faites", attrgetter("counted"), Kind.HOURS),
    Column("Manquent", attrgetter("missing"), Kind.HOURS),
    Column("En personnes, sur un an", attrgetter("missing_in_people"), is_wide=True),
    Column("Finira à", attrgetter("share"), Kind.PERCENT),
    Column("Commencer avant le", attrgetter("start_by"), Kind.DATE),
    Column("Mois en retard", attrgetter("late"), Kind.NUMBER, tone=_late_tone),
)
