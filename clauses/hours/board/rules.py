"""One line of the board, and its sums: minutes, months, people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clauses.contracts.rules import ClauseKind, Stage
from clauses.contracts.workload.rules import left_in_people
from facilitator.words import Word


class Standing(Word):
    """How a clause stands: what the board filters by."""

    LATE = "late", "Mois en retard de déclaration"
    MISSING = "missing", "Il manque des heures"
    REACHED = "reached", "Objectif atteint"


@dataclass(frozen=True)
class Line:
    """A clause as the board shows it, on a day. Minutes; `late` is a number of months."""

    terms_id: int
    kind: ClauseKind
    contract_id: int
    reference: str
    title: str
    stage: Stage
    starts_on: date | None
    ends_on: date | None
    lot: str
    buyer_id: int
    buyer: str
    owed: int
    declared: int
    validated: int
    counted: int
    missing: int
    late: int
    next_due: date | None
    on: date

    @property
    def ratio(self) -> Decimal | None:
        """Counted over owed; None when nothing is owed."""
        return Decimal(self.counted) / self.owed if self.owed else None

    @property
    def people(self) -> str:
        """What is missing, in people over the time that is left; '' when nothing is missing."""
        return left_in_people(self.missing, self.on, self.starts_on, self.ends_on)


@dataclass(frozen=True)
class Sum:
    """The sums of some clauses."""

    buyer: str
    clauses: int
    owed: int = 0
    declared: int = 0
    validated: int = 0
    counted: int = 0
    missing: int = 0
    late: int = 0

    @property
    def ratio(self) -> Decimal | None:
        """Counted over owed."""
        return Decimal(self.counted) / self.owed if self.owed else None


def whole(sums: Sequence[Sum]) -> Sum:
    """The sum of sums."""
    return Sum(
        "Total",
        sum(one.clauses for one in sums),
        sum(one.owed for one in sums),
        sum(one.declared for one in sums),
        sum(one.validated for one in sums),
        sum(one.counted for one in sums),
        sum(one.missing for one in sums),
        sum(one.late for one in sums),
    )
