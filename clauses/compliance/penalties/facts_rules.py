"""What a penalty is computed from, frozen: the schedule, the hours, the delays, the figures of the day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from clauses.contracts.rules import CapBasis, HourlyBase, PenaltyTrigger
from clauses.contracts.terms.rules import PenaltyLine
from facilitator.words import Word


class Reckoned(Word):
    """What the day of the dated base is."""

    NOTICE = "notice", "jour de la mise en demeure"
    FOUND = "found", "jour du constat"
    PROPOSED = "proposed", "jour de la proposition"


@dataclass(frozen=True)
class Hours:
    """Minutes of a commitment and of those carried for it."""

    owed: int = 0
    counted: int = 0
    waiting: int = 0
    """Declared, not validated yet."""

    @property
    def missing(self) -> int:
        """What is owed and was not counted."""
        return max(0, self.owed - self.counted)


@dataclass(frozen=True)
class Delay:
    """Something due on a day. `done_on` None: it has not come. `excused`: why it is not held against it."""

    label: str
    due_on: date
    done_on: date | None = None
    excused: str = ""


@dataclass(frozen=True)
class Base:
    """An hourly base in force on a day: euros, and where it was published."""

    amount: Decimal
    source: str
    since: date | None = None


@dataclass(frozen=True)
class Cap:
    """A ceiling: euros, or a ratio of an amount."""

    amount: Decimal | None = None
    rate: Decimal | None = None
    basis: CapBasis | None = None


@dataclass(frozen=True)
class Snapshot:
    """All that a computation reads, as it stood on `on`. Nothing else enters the amount."""

    on: date
    """The day up to which it counts."""
    hours: Hours = Hours()
    ends_on: date | None = None
    """The contract's last day: before it, what is missing may still be done."""
    delays: Mapping[PenaltyTrigger, tuple[Delay, ...]] = field(default_factory=dict)
    absences: tuple[date, ...] = ()
    notice_on: date | None = None
    deadline: date | None = None
    """The last day that the notice leaves."""
    base_day: date | None = None
    reckoned: Reckoned = Reckoned.FOUND
    bases: Mapping[HourlyBase, Base] = field(default_factory=dict)
    amounts: Mapping[CapBasis, Decimal] = field(default_factory=dict)
    """Of the contract and of the lot, in euros without VAT; what is not known is absent."""
    lines: tuple[PenaltyLine, ...] = ()
    cap: Cap = Cap()
    floor: Decimal | None = None
    source: str = ""
    """Where the ceiling and the threshold of the whole are written."""
    clause_source: str = ""
    """Where the clause is written, for the lines that do not say better."""
