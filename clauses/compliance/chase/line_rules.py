"""One line of the chase list: all that a company owes, whose turn it is and since when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from clauses.compliance.chase.letters.rules import summary_of
from clauses.compliance.chase.rules import (
    ChaseStep,
    Debt,
    Standing,
    call_since,
    late,
    next_step,
    quiet_until,
    step_due,
)
from clauses.compliance.contacts.rules import ContactState, Person, Way, recipient, state_of
from clauses.compliance.schedule.calendar_rules import working_days_between
from facilitator.words import Word


class Turn(Word):
    """Who must act next, those who wait for the body first."""

    CONTACT = "contact", "Contact à trouver"
    CALL = "call", "À appeler"
    SEND = "send", "À relancer"
    LADDER = "ladder", "Un message part"
    COMPANY = "company", "À l’entreprise"
    HELD = "held", "Suspendu"


YOURS = frozenset({Turn.CONTACT, Turn.CALL, Turn.SEND})
TONES = {
    Turn.CONTACT: "bad",
    Turn.CALL: "bad",
    Turn.SEND: "warn",
    Turn.LADDER: "info",
    Turn.COMPANY: "neutral",
    Turn.HELD: "neutral",
}


@dataclass(frozen=True)
class LastSaid:
    """The last message to a company."""

    at: datetime
    day: date
    """Its civil day in Paris."""
    by: str
    way: Way
    to: str
    step: ChaseStep | None


@dataclass(frozen=True)
class Hold:
    """Something that is held back: until when, why, on which contract (None: all)."""

    id: int
    until: date
    reason: str
    contract_id: int | None = None


@dataclass(frozen=True)
class Settled:
    """What the body set for its reminders."""

    quiet_days: int = 3
    automatic: bool = True


@dataclass(frozen=True)
class Line:
    """A company in the chase list, on a day."""

    organisation_id: int
    name: str
    siret: str | None
    standings: tuple[Standing, ...]
    people: tuple[Person, ...]
    today: date
    settled: Settled = Settled()
    last: LastSaid | None = None
    holds: tuple[Hold, ...] = ()
    again_on: date | None = None
    """The day from which to telephone again, after a call."""
    open_requests: int = 0

    @cached_property
    def debts(self) -> list[Debt]:
        """All it owes, those due first."""
        return sorted((one.debt for one in self.standings), key=lambda debt: (debt.due_on, debt.key))

    @cached_property
    def summary(self) -> str:
        """All it owes in one phrase."""
        said = summary_of(self.debts, self.today)
        return said[:1].upper() + said[1:]

    @cached_property
    def oldest_due(self) -> date:
        """The first due day."""
        return min(debt.due_on for debt in self.debts)

    @cached_property
    def late_days(self) -> int:
        """Working days since the first due day; 0 when nothing is late."""
        return max(0, working_days_between(self.oldest_due, self.today))

    @cached_property
    def late_count(self) -> int:
        """How many things are late."""
        return len(late(self.debts, self.today))

    @cached_property
    def quiet_until(self) -> date | None:
        """The first day on which something may be said again."""
        return quiet_until(self.last.day if self.last else None, self.settled.quiet_days)

    @property
    def is_quiet(self) -> bool:
        """Whether a second message would come too soon."""
        return self.quiet_until is not None and self.today < self.quiet_until

    @property
    def is_held(self) -> bool:
        """Whether nothing at all may be said."""
        return all(one.held for one in self.standings)

    @cached_property
    def due(self) -> ChaseStep | None:
        """The step to say now."""
        return step_due(self.standings, self.today, self.quiet_until)

    @cached_property
    def next(self) -> tuple[ChaseStep, date] | None:
        """The step that comes next, and its day: today when one is due."""
        due = self.due
        if due is not None:
            return due, self.today
        return next_step(self.standings, self.today, self.quiet_until)

    @cached_property
    def reached(self) -> ChaseStep | None:
        """The furthest step that the company has come to."""
        steps = [step for one in self.standings if (step := one.reached(self.today)) is not None]
        return max(steps, key=lambda step: step.rank, default=None)

    @cached_property
    def person(self) -> Person | None:
        """Whom the next message is for."""
        step = self.due or self.reached or ChaseStep.BEFORE
        return recipient(self.people, step.contact_rank)

    @cached_property
    def contact_state(self) -> ContactState:
        """How it can be reached."""
        return state_of(self.people, self.today)

    @cached_property
    def call_since(self) -> date | None:
        """Since when it should be telephoned; None while messages are enough, or while a call waits."""
        since = call_since(self.standings, self.today)
        if since is None or self.again_on is None:
            return since
        return max(since, self.again_on) if self.again_on <= self.today else None

    @cached_property
    def turn(self) -> Turn:
        """Whose turn it is."""
        if self.is_held:
            return Turn.HELD
        if recipient(self.people) is None:
            return Turn.CONTACT
        if self.call_since is not None:
            return Turn.CALL
        if self.due is None:
            return Turn.COMPANY
        return Turn.LADDER if self.settled.automatic else Turn.SEND

    @cached_property
    def since(self) -> date:
        """Since when it is whoever's turn."""
        turn = self.turn
        if turn is Turn.CALL and self.call_since is not None:
            return self.call_since
        if turn is Turn.COMPANY and self.last is not None:
            return self.last.day
        if turn in (Turn.SEND, Turn.LADDER):
            return min(
                one.day_of(step) for one in self.standings if (step := one.due(self.today)) is not None
            )
        return min(one.debt.askable_on for one in self.standings)

    @property
    def is_to_chase(self) -> bool:
        """Whether something is to be done about it today, by somebody of the body or by the ladder."""
        return self.turn in YOURS or self.turn is Turn.LADDER

    @property
    def buyers(self) -> dict[int, str]:
        """The buyers concerned."""
        return {debt.buyer_id: debt.buyer for debt in self.debts if debt.buyer_id is not None}

    @property
    def followers(self) -> set[int]:
        """Who follows the contracts concerned."""
        return {debt.followed_by_id for debt in self.debts if debt.followed_by_id is not None}

    def hold_on(self, contract_id: int | None) -> Hold | None:
        """What holds a contract, or the whole company."""
        return next((one for one in self.holds if one.contract_id in (None, contract_id)), None)


TURNS = list(Turn)


def place(line: Line) -> tuple[int, date, date]:
    """Where a line stands in the list: whose turn it is, since when, then the oldest debt."""
    return TURNS.index(line.turn), line.since, line.oldest_due


def ordered(lines: Iterable[Line]) -> list[Line]:
    """In the order of the list; by name where all else is the same."""
    return sorted(lines, key=lambda one: (*place(one), one.name, one.organisation_id))


STEPS_LATE = (
    (0, "Dépassée"),
    (5, "De plus de 5 jours"),
    (10, "De plus de 10 jours"),
    (20, "De plus de 20 jours"),
)
"""Working days of the filter « échéance »."""


def matches(line: Line, wanted: Mapping[str, str], user_id: int) -> bool:
    """Whether a line answers every filter of the list."""
    tests = {
        "suivi": lambda value: user_id in line.followers if value == "moi" else True,
        "acheteur": lambda value: int(value) in line.buyers,
        "tour": lambda value: line.turn in YOURS if value == "yours" else line.turn.value == value,
        "etape": lambda value: line.reached is not None and line.reached.value == value,
        "retard": lambda value: line.late_count > 0 and line.late_days > int(value),
        "nature": lambda value: any(debt.what.value == value for debt in line.debts),
        "contact": lambda value: line.contact_state.value == value,
    }
    return all(tests[name](value) for name, value in wanted.items() if name in tests and value)
