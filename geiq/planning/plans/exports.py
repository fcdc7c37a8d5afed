"""Columns of the plans, of the cohorts of one, of what it does not cover, of its trades."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any

from facilitator.exchange.columns import Column, Kind
from geiq.planning.rules import PlanState

TONES = {
    PlanState.DRAFT: "neutral",
    PlanState.SOLVING: "info",
    PlanState.SOLVED: "good",
    PlanState.FAILED: "bad",
    PlanState.ADOPTED: "good",
}


@dataclass(frozen=True)
class PlanRow:
    """A line of the list."""

    plan: Any
    cohorts: int
    seats: int


@dataclass(frozen=True)
class TradeRow:
    """How far a trade is covered, in people-weeks."""

    trade: str
    needed: int
    lacking: int
    least: int

    @property
    def covered(self) -> Decimal:
        """A ratio."""
        return Decimal(self.needed - self.lacking) / self.needed if self.needed else Decimal(1)


@dataclass(frozen=True)
class LackRow:
    """Weeks on end of a trade that lack people for one reason."""

    trade: str
    first: date
    last: date
    most: int
    people_weeks: int
    reason: str


COLUMNS = (
    Column("Plan", attrgetter("plan.name")),
    Column("Premier lundi", attrgetter("plan.starts_on"), Kind.DATE),
    Column("Semaines", attrgetter("plan.weeks"), Kind.NUMBER),
    Column("État", attrgetter("plan.state"), tone=lambda row: TONES[row.plan.state]),
    Column("Cohortes", attrgetter("cohorts"), Kind.NUMBER),
    Column("Places", attrgetter("seats"), Kind.NUMBER),
    Column("Coût", attrgetter("plan.cost"), Kind.MONEY),
    Column("Calculé le", attrgetter("plan.solved_at"), Kind.INSTANT),
)
COHORTS = (
    Column("N°", attrgetter("rank"), Kind.NUMBER),
    Column("Métier", attrgetter("row.capacity.trade")),
    Column("Organisme", attrgetter("row.capacity.organisation.name")),
    Column("Réunion avant", attrgetter("row.information_by"), Kind.DATE),
    Column("Début", attrgetter("row.starts_on"), Kind.DATE),
    Column("Fin", attrgetter("row.ends_on"), Kind.DATE),
    Column("Places", attrgetter("row.seats"), Kind.NUMBER),
    Column("Embauches", attrgetter("row.expected_hires"), Kind.NUMBER),
    Column("Coût", attrgetter("row.cost"), Kind.MONEY),
)
TRADES = (
    Column("Métier", attrgetter("trade")),
    Column("Semaines-personnes à couvrir", attrgetter("needed"), Kind.NUMBER),
    Column("Couvert", attrgetter("covered"), Kind.PERCENT),
    Column("Non couvertes", attrgetter("lacking"), Kind.NUMBER),
    Column("Au mieux possible", attrgetter("least"), Kind.NUMBER),
)
LACKS = (
    Column("Métier", attrgetter("trade")),
    Column("Semaine du", attrgetter("first"), Kind.DATE),
    Column("À celle du", attrgetter("last"), Kind.DATE),
    Column("Personnes au plus", attrgetter("most"), Kind.NUMBER),
    Column("Semaines-personnes", attrgetter("people_weeks"), Kind.NUMBER),
    Column("Pourquoi", attrgetter("reason"), is_wide=True),
)
