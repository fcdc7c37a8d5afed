"""What is owed, and the one rule of the reminders: which step is due now, which comes next and when.

What is owed is recomputed at each pass and never kept: what is done is no longer asked, and a pass that comes
late says only the latest step. Time is an argument.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from clauses.compliance.schedule.calendar_rules import add_working_days, is_working
from facilitator.words import RuleBroken, Word

FURTHEST = 60
"""Working days: three months after its due day, a debt is no longer a matter of reminders."""


class ChaseStep(Word):
    """A step of the ladder, from the mildest to the last."""

    BEFORE = "before", "Avant l’échéance"
    DUE = "due", "À l’échéance"
    LATE = "late", "Premier retard"
    LATER = "later", "Deuxième retard"
    SECOND = "second", "Deuxième contact"
    THIRD = "third", "Contact hiérarchique"
    CALL = "call", "Appel du facilitateur"

    @property
    def rank(self) -> int:
        """Its place on the ladder, from 0."""
        return RANKS[self]

    @property
    def contact_rank(self) -> int:
        """Whom it is for first: the first, the second or the hierarchical contact."""
        return {ChaseStep.SECOND: 2, ChaseStep.THIRD: 3}.get(self, 1)


STEPS = tuple(ChaseStep)
RANKS = {step: rank for rank, step in enumerate(STEPS)}
WRITTEN = tuple(step for step in ChaseStep if step is not ChaseStep.CALL)
"""The steps that are messages."""


class What(Word):
    """What a company may owe."""

    HOURS = "hours", "Heures à déclarer"
    RETURNED = "returned", "Relevé à corriger"
    PAPERS = "papers", "Justificatif à envoyer"
    CONFIRMATION = "confirmation", "Heures à confirmer"
    OFFER = "offer", "Candidats sans réponse"
    RECOVERY = "recovery", "Action de rattrapage en retard"
    OTHER = "other", "Autre attente"


DEFAULT_OFFSETS: Mapping[ChaseStep, int] = {
    ChaseStep.BEFORE: -7,
    ChaseStep.DUE: 0,
    ChaseStep.LATE: 5,
    ChaseStep.LATER: 10,
    ChaseStep.SECOND: 15,
    ChaseStep.THIRD: 20,
    ChaseStep.CALL: 25,
}
"""Working days from the due day (Immersion Facilitée, B2G, IPPRS have two to four steps; 5 and 10: issue)."""


@dataclass(frozen=True)
class Ladder:
    """When each step is due, in working days from the due day; a step that is absent is not used."""

    offsets: Mapping[ChaseStep, int] = field(default_factory=lambda: dict(DEFAULT_OFFSETS))

    @cached_property
    def steps(self) -> tuple[ChaseStep, ...]:
        """The steps in use, in order."""
        return tuple(step for step in STEPS if step in self.offsets)

    def day_of(self, step: ChaseStep, due_on: date, askable_on: date) -> date:
        """The working day on which a step is said: never before the thing may be asked."""
        return said_on(due_on, self.offsets[step], askable_on)

    @cached_property
    def climbed(self) -> tuple[tuple[ChaseStep, int], ...]:
        """The steps in use with their days, the last one first."""
        return tuple((step, self.offsets[step]) for step in reversed(self.steps))


STANDARD = Ladder()


@lru_cache(maxsize=10_000)
def said_on(due_on: date, offset: int, askable_on: date) -> date:
    """The working day so many working days from a due day, once the thing may be asked.

    The companies of a body share a few due days: each is counted once.
    """
    return next_working(max(add_working_days(due_on, offset), askable_on))


@lru_cache(maxsize=10_000)
def reached_on(
    climbed: tuple[tuple[ChaseStep, int], ...], due_on: date, askable_on: date, today: date
) -> ChaseStep | None:
    """The last step whose day has come; None before the first. Few cases for thousands of debts."""
    return next((step for step, offset in climbed if said_on(due_on, offset, askable_on) <= today), None)


@lru_cache(maxsize=10_000)
def following_on(
    climbed: tuple[tuple[ChaseStep, int], ...], furthest: int, due_on: date, askable_on: date, today: date
) -> tuple[ChaseStep, date] | None:
    """The first step to come after a day, past the last one said, and its day; None when none is left."""
    days = ((step, said_on(due_on, offset, askable_on)) for step, offset in reversed(climbed))
    return next(((step, day) for step, day in days if step.rank > furthest and day > today), None)


def next_working(day: date) -> date:
    """The day itself when it is a working day, else the next one."""
    return day if is_working(day) else add_working_days(day, 1)


def check_ladder(offsets: Mapping[ChaseStep, int | None]) -> dict[ChaseStep, int]:
    """The steps in use; raises `RuleBroken` on the field of the step that is out of order."""
    used = {step: days for step in STEPS if (days := offsets.get(step)) is not None}
    if not set(used) - {ChaseStep.CALL}:
        raise RuleBroken("Gardez au moins une étape par message.", ChaseStep.DUE.value)
    before: int | None = None
    for step, days in used.items():
        if abs(days) > FURTHEST:
            raise RuleBroken(f"{FURTHEST} jours ouvrés au plus.", step.value)
        if step is ChaseStep.BEFORE and days >= 0:
            raise RuleBroken("Cette étape vient avant l’échéance : au moins un jour.", step.value)
        if step is not ChaseStep.BEFORE and days < 0:
            raise RuleBroken("Cette étape ne vient pas avant l’échéance.", step.value)
        if before is not None and days <= before:
            raise RuleBroken("Chaque étape vient après la précédente.", step.value)
        before = days
    return used


class Debt(NamedTuple):
    """One thing that a company owes a body, from the day it may be asked: thousands are read for one list."""

    what: What
    key: str
    """What it is, for ever the same (`statement 12`): a step is said once of each."""
    organisation_id: int
    label: str
    """A French phrase without any name of a participant (« heures d’octobre 2026 »)."""
    due_on: date
    askable_on: date
    counts_from: date | None = None
    """The day the ladder counts from when it is not the due day: it could only be done later."""
    contract_id: int | None = None
    contract: str = ""
    """Its title."""
    reference: str = ""
    buyer_id: int | None = None
    buyer: str = ""
    followed_by_id: int | None = None
    months: frozenset[date] = frozenset()
    """The months that a link must open for it to be done."""
    told: ChaseStep | None = None
    """The step that something else has already said (a returned statement was told of at once)."""


class Standing(NamedTuple):
    """A debt on its ladder: what was said of it, whether it is held."""

    debt: Debt
    ladder: Ladder = STANDARD
    said: frozenset[ChaseStep] = frozenset()
    held: bool = False

    @property
    def furthest(self) -> int:
        """The rank of the last step said; -1 for none."""
        if self.debt.told is None and not self.said:
            return -1
        return max(step.rank for step in (*self.said, self.debt.told) if step is not None)

    def day_of(self, step: ChaseStep) -> date:
        """The day of a step of its ladder."""
        return self.ladder.day_of(step, self.debt.counts_from or self.debt.due_on, self.debt.askable_on)

    def reached(self, today: date) -> ChaseStep | None:
        """The last step whose day has come, said or not; None before the first."""
        debt = self.debt
        return reached_on(self.ladder.climbed, debt.counts_from or debt.due_on, debt.askable_on, today)

    def due(self, today: date) -> ChaseStep | None:
        """The step to say now: the latest whose day has come, unless it or a later one was said."""
        step = self.reached(today)
        return step if step is not None and step.rank > self.furthest and not self.held else None

    def following(self, today: date) -> tuple[ChaseStep, date] | None:
        """The next step to come after this day, if it is still not done then."""
        if self.held:
            return None
        debt = self.debt
        start = debt.counts_from or debt.due_on
        return following_on(self.ladder.climbed, self.furthest, start, debt.askable_on, today)


def step_due(standings: Iterable[Standing], today: date, quiet_until: date | None = None) -> ChaseStep | None:
    """The step of the one message a company should receive now; None for nothing.

    The furthest of what its debts ask speaks for all. Until `quiet_until` (the first day a new message may
    leave after the last one) nothing is said: it waits, and is then said once.
    """
    if quiet_until is not None and today < quiet_until:
        return None
    due = [step for one in standings if (step := one.due(today)) in WRITTEN]
    return max(due, key=lambda step: step.rank, default=None)


def call_since(standings: Iterable[Standing], today: date) -> date | None:
    """Since when the company should be telephoned; None while messages are enough."""
    days = [
        one.day_of(ChaseStep.CALL)
        for one in standings
        if not one.held and one.reached(today) is ChaseStep.CALL
    ]
    return min(days, default=None)


def next_step(
    standings: Iterable[Standing], today: date, quiet_until: date | None = None
) -> tuple[ChaseStep, date] | None:
    """The next step of a company and its day: one that waits for the quiet period, else the next to come."""
    known = list(standings)
    if quiet_until is not None and today < quiet_until:
        waiting = step_due(known, quiet_until)
        if waiting is not None:
            return waiting, next_working(quiet_until)
    ahead = [found for one in known if (found := one.following(today)) is not None]
    return min(ahead, key=lambda found: (found[1], -found[0].rank), default=None)


def quiet_until(last_said: date | None, quiet_days: int) -> date | None:
    """The first day on which something may be said again; None when nothing was ever said.

    One message a day at most, whatever the setting says.
    """
    return None if last_said is None else add_working_days(last_said, max(1, quiet_days))


def said_by(standings: Iterable[Standing], today: date) -> list[tuple[Debt, ChaseStep | None]]:
    """What one message says today: each debt that it names, with the step that is thereby said, if any."""
    return [
        (one.debt, step if (step := one.due(today)) in WRITTEN else None) for one in standings if not one.held
    ]


def purpose_of(debts: Iterable[Debt]) -> str:
    """What the link of a message opens first: the answers to offers when nothing else is owed."""
    return "candidates" if {debt.what for debt in debts} == {What.OFFER} else "declare"


def late(debts: Iterable[Debt], today: date) -> list[Debt]:
    """Those whose due day has passed."""
    return [debt for debt in debts if debt.due_on < today]


def months_of(debts: Iterable[Debt]) -> set[date]:
    """The months that a link must open."""
    return {month for debt in debts for month in debt.months}


def contracts_of(debts: Sequence[Debt]) -> list[int]:
    """The contracts concerned, each once."""
    return list(dict.fromkeys(debt.contract_id for debt in debts if debt.contract_id is not None))


def kinds_of(debts: Collection[Debt]) -> dict[What, int]:
    """How many of each kind, in the order of the words."""
    counted = {what: sum(debt.what is what for debt in debts) for what in What}
    return {what: count for what, count in counted.items() if count}
