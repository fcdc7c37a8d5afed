"""Columns of the months to confirm: the screen, the CSV and the workbook share them."""

from operator import attrgetter
from typing import Any

from clauses.hours.confirmation.rules import Agreement
from clauses.hours.ledger.rules import State
from facilitator.exchange.columns import Column, Kind
from facilitator.formats import month

TONES = {Agreement.DIFFERENT: "bad", Agreement.TO_SAY: "warn", Agreement.SAME: "good"}


def _tone(row: Any) -> str:
    return TONES.get(row.standing, "neutral")


def _contract(row: Any) -> Any:
    return row.statement.commitment.terms.lot.contract


COLUMNS = (
    Column("Mois", lambda row: month(row.statement.month), wraps=False),
    Column("Entreprise", attrgetter("statement.organisation.name")),
    Column("Marché", lambda row: _contract(row).title),
    Column("Personnes", lambda row: len({one.employment.id for one in row.rows}), Kind.NUMBER),
    Column("Selon l’entreprise", attrgetter("company"), Kind.HOURS),
    Column("Selon vous", attrgetter("own"), Kind.HOURS),
    Column("Situation", attrgetter("standing"), tone=_tone),
    Column("Validé", lambda row: row.statement.state is State.VALIDATED, on_screen=False),
)
FIGURES = (
    Column("Personne", str),
    Column("Nature", str),
    Column("Selon l’entreprise", str, Kind.HOURS),
    Column("Selon vous", str, Kind.HOURS),
    Column("Situation", str),
)
"""Headings of one month; its page writes the cells."""
