"""A line of the Monday board, and a level: the clauses of one contract, buyer, operation or body together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clauses.compliance.rules import ClauseState, Reason
from clauses.contracts.workload.rules import in_people, left_in_people
from facilitator.words import Word


class Grouping(Word):
    """What the lines of the board stand for."""

    CLAUSE = "clause", "Clause"
    CONTRACT = "marche", "Marché"
    OPERATION = "operation", "Opération"
    BUYER = "acheteur", "Maître d’ouvrage"
    FOLLOWER = "suivi", "Facilitateur"
    BODY = "structure", "Structure"


class Whose(Word):
    """Whose contracts are shown."""

    MINE = "moi", "Les miens"


@dataclass(frozen=True)
class Line:
    """A clause on the board: its hours as the ledger has them now, its conclusion of the day it was computed.

    Minutes. A clause on which nothing is concluded yet (no dates, or new since the last pass) has no state.
    """

    terms_id: int
    contract_id: int
    reference: str
    title: str
    lot: str
    buyer: str
    owed: int
    declared: int
    validated: int
    counted: int
    late: int
    ends_on: date | None
    state: ClauseState | None
    reason: Reason | None
    expected: int | None
    target: int | None
    low: int | None
    middle: int | None
    high: int | None
    people: int | None
    start_by: date | None
    computed_on: date | None
    starts_on: date | None
    on: date
    """The day on which it is read."""

    @property
    def missing(self) -> int:
        """Minutes still to do today."""
        return max(0, self.owed - self.counted)

    @property
    def missing_in_people(self) -> str:
        """The same, in people over the time that is left; '' for nothing."""
        return left_in_people(self.missing, self.on, self.starts_on, self.ends_on)

    @property
    def ratio(self) -> Decimal | None:
        """Counted over owed."""
        return Decimal(self.counted) / self.owed if self.owed else None

    @property
    def share(self) -> Decimal | None:
        """Where it ends, over its target."""
        return Decimal(self.middle) / self.target if self.target and self.middle is not None else None

    @property
    def gap(self) -> int | None:
        """Minutes that will be missing at the end."""
        if self.target is None or self.middle is None:
            return None
        return max(0, self.target - self.middle)


@dataclass(frozen=True)
class Whole:
    """Clauses together; `states` says how many are in each.

    What one is foretold beyond its target fills no other: `foretold` counts each up to its own.
    """

    key: int
    label: str
    clauses: int
    owed: int
    declared: int
    validated: int
    counted: int
    missing: int
    expected: int
    target: int
    foretold: int
    late: int
    start_by: date | None
    states: Mapping[ClauseState, int]

    @property
    def missing_in_people(self) -> str:
        """What is missing, in people over a year; '' for nothing."""
        return in_people(self.missing) if self.missing else ""

    @property
    def ratio(self) -> Decimal | None:
        """Counted over owed."""
        return Decimal(self.counted) / self.owed if self.owed else None

    @property
    def share(self) -> Decimal | None:
        """Where they end, over their targets."""
        return Decimal(self.foretold) / self.target if self.target else None

    @property
    def state(self) -> ClauseState | None:
        """That of the worst clause."""
        return next((state for state in ClauseState if self.states.get(state)), None)

    def count(self, state: ClauseState) -> int:
        """How many clauses are in a state."""
        return self.states.get(state, 0)
