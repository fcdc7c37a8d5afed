"""What is known when a workbook is read: plain facts, gathered once, looked up for every line."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from clauses.hours.ledger.rules import last_of
from clauses.people.valuation.rules import MinutesKind

Target = tuple[int, int, MinutesKind]
"""Where hours go: a statement, an employment, a kind of hours."""


@dataclass(frozen=True, slots=True)
class Job:
    """An employment: whose it is, its days, the commitments it works for with their days."""

    id: int
    participant: int
    name: str
    words: str
    birth: date | None
    starts_on: date
    ends_on: date | None
    assigned: tuple[tuple[int, date, date | None], ...] = ()
    contract_type: str = ""

    def works(self, month: date) -> bool:
        """Whether it covers a day of the month."""
        return meets(self.starts_on, self.ends_on, month)

    def commitments(self, month: date) -> list[int]:
        """The commitments it works for in a month."""
        return [one for one, starts, ends in self.assigned if meets(starts, ends, month)]


@dataclass(frozen=True, slots=True)
class Owed:
    """A commitment: how the reader calls it, and the folded texts that may name it in a file."""

    id: int
    label: str
    contract: str
    """Reference and object of the contract, then its label, folded."""
    lot: str
    company: str
    siret: str
    reference: str = ""
    """The contract's reference alone, folded."""

    def is_named(self, contract: str, lot: str, company: str, siret: str) -> bool:
        """Whether what a row says, folded, may mean it; what the row does not say means all."""
        return (
            (not siret or siret == self.siret)
            and (not company or bool(siret) or company in self.company or self.company in company)
            and (not contract or says(contract, self.contract))
            and (not lot or says(lot, self.lot))
        )


@dataclass(frozen=True, slots=True)
class Slot:
    """A statement: its month, and why it takes no hours ('' when it does)."""

    id: int
    commitment: int
    month: date
    refusal: str = ""
    mendable: frozenset[tuple[int, MinutesKind]] | None = None
    """In a returned statement that names the lines to mend, those that may change; None: all."""

    def kept(self, employment: int, kind: MinutesKind) -> bool:
        """Whether a line that exists was already checked, and stays as it is."""
        return self.mendable is not None and (employment, kind) not in self.mendable


@dataclass
class Known:
    """All the facts of one asker."""

    jobs: dict[int, Job] = field(default_factory=dict)
    by_words: dict[str, list[Job]] = field(default_factory=lambda: defaultdict(list))
    by_person: dict[int, list[Job]] = field(default_factory=lambda: defaultdict(list))
    owed: dict[int, Owed] = field(default_factory=dict)
    slots: dict[tuple[int, date], Slot] = field(default_factory=dict)
    lines: dict[Target, int] = field(default_factory=dict)
    parts: dict[Target, dict[tuple[date, date], int]] = field(default_factory=dict)
    """By line, what weeks or days already imported say of it."""

    def add_job(self, job: Job) -> None:
        """Learn an employment."""
        self.jobs[job.id] = job
        self.by_words[job.words].append(job)
        self.by_person[job.participant].append(job)


last_day = cache(last_of)


def meets(starts: date, ends: date | None, month: date) -> bool:
    """Whether a span meets a civil month."""
    return starts <= last_day(month) and (ends is None or ends >= month)


def says(told: str, known: str) -> bool:
    """Whether a folded text names another: equal, a whole word of it, or the other way round."""
    return told == known or f" {told} " in f" {known} " or f" {known} " in f" {told} "
