"""From the facts of a clause to what is concluded of it: its progress, its forecast, its state."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from clauses.compliance.forecast.rules import (
    USUAL,
    Course,
    Forecast,
    Habits,
    Hire,
    Known,
    Start,
    forecast,
    start_by,
)
from clauses.compliance.rules import (
    STRICT,
    ClauseState,
    Limits,
    Progress,
    Reason,
    forecast_sentence,
    reason_of,
    standing_of,
)
from clauses.compliance.schedule.rules import Calendar, Change, Plan, Schedule, layers_of

SUMMED = (
    "due", "declared", "validated", "counted", "expected", "expected_known", "known", "late_months",
    "known_months",
)  # fmt: skip
FORETOLD = ("target", "done", "middle", "low", "high")


@dataclass(frozen=True)
class MonthFacts:
    """What the companies of a clause said of a month, in minutes; `late` counts statements overdue."""

    month: date
    declared: int
    validated: int
    counted: int
    answered: bool
    """Whether every company has answered."""
    late: int = 0

    @property
    def worth(self) -> int:
        """What it counts for, the unchecked minutes as declared."""
        return self.counted + self.declared - self.validated


def summed(parts: Iterable[Sequence[MonthFacts]]) -> tuple[MonthFacts, ...]:
    """The months of several companies as one: answered when each that has the month has answered."""
    by_month: dict[date, MonthFacts] = {}
    for one in (month for part in parts for month in part):
        before = by_month.get(one.month)
        by_month[one.month] = (
            one
            if before is None
            else MonthFacts(
                one.month,
                before.declared + one.declared,
                before.validated + one.validated,
                before.counted + one.counted,
                before.answered and one.answered,
                before.late + one.late,
            )
        )
    return tuple(by_month[month] for month in sorted(by_month))


def families_of(parents: Mapping[int, int | None]) -> dict[int, list[int]]:
    """Each share with those that work for it, at any depth; `parents` says for whom each works."""
    found: dict[int, list[int]] = {key: [key] for key in parents}
    for key, parent in parents.items():
        while parent is not None and parent in found:
            found[parent].append(key)
            parent = parents[parent]
    return found


@dataclass(frozen=True)
class ClauseFacts:
    """All that is known of a clause (or of one company's share of it) on a day."""

    starts_on: date
    ends_on: date
    initial: int
    changes: tuple[Change, ...] = ()
    months: tuple[MonthFacts, ...] = ()
    hires: tuple[Hire, ...] = ()
    plan: Plan | None = None
    calendar: Calendar = Calendar()
    affirmed_on: date | None = None
    """Of an optional tranche: nothing is owed before."""

    @cached_property
    def schedule(self) -> Schedule:
        """Its layers over its own days."""
        layers = layers_of(self.initial, self.changes, self.starts_on, self.ends_on)
        return Schedule(layers, self.calendar, self.plan)

    def due_at(self, on: date) -> int:
        """Minutes of the target in force on a day, begun or not."""
        if self.affirmed_on is not None and on < self.affirmed_on:
            return 0
        return self.initial + sum(change.minutes for change in self.changes if change.on <= on)

    @cached_property
    def course(self) -> Course:
        """What the forecast looks at: months outside the clause's days count as done, not as pace."""
        known = tuple(Known(one.month, one.worth) for one in self.months if one.answered)
        return Course(self.starts_on, self.ends_on, self.schedule, known, self.hires)


@dataclass(frozen=True)
class Conclusion:
    """What is said of a clause on a day."""

    progress: Progress
    forecast: Forecast
    start: Start | None
    reason: Reason
    subject: str = "la clause"
    """What ends, in the sentence: a clause, or a whole of several."""

    @property
    def standing(self) -> ClauseState:
        """Its state."""
        return standing_of(self.reason)

    @property
    def sentence(self) -> str:
        """What is missing, where it ends, who must start by when."""
        return forecast_sentence(self.progress, self.forecast, self.start, self.subject)


def progress_of(facts: ClauseFacts, course: Course, on: date) -> Progress:
    """Where the facts stand on a day."""
    schedule = course.schedule
    told = course.known_until
    return Progress(
        on=on,
        ends_on=facts.ends_on,
        due=facts.due_at(on),
        declared=sum(one.declared for one in facts.months),
        validated=sum(one.validated for one in facts.months),
        counted=sum(one.counted for one in facts.months),
        expected=schedule.expected_at(on),
        expected_known=schedule.expected_at(min(told, on)) if told else 0,
        known=course.done,
        late_months=sum(one.late for one in facts.months),
        known_months=len(course.known),
    )


def conclude(facts: ClauseFacts, on: date, habits: Habits = USUAL, limits: Limits = STRICT) -> Conclusion:
    """All that is said of a clause on a day."""
    course = facts.course
    progress, said = progress_of(facts, course, on), forecast(course, habits)
    begin = max(on, facts.starts_on)
    start = start_by(course, said.gap, begin, habits) if progress.counted < said.target else None
    return Conclusion(progress, said, start, reason_of(progress, said, start, limits))


def with_hires(facts: ClauseFacts, hires: Iterable[Hire]) -> ClauseFacts:
    """The same clause, if these people were hired."""
    return replace(facts, hires=(*facts.hires, *hires))


def with_change(facts: ClauseFacts, change: Change, ends_on: date | None = None) -> ClauseFacts:
    """The same clause, if this amendment or tranche were decided, with another end if one is given."""
    return replace(facts, changes=(*facts.changes, change), ends_on=ends_on or facts.ends_on)


def whole(parts: Sequence[Conclusion]) -> Conclusion:
    """The conclusion on several clauses together: sums, the worst state, everybody who must start.

    What one clause does beyond its target fills no other: each counts up to its own. The band of the whole is
    the sum of the bands, wider than the truth and equal to what its parts say.
    """
    if len(parts) == 1:
        return parts[0]
    progress = [part.progress for part in parts]
    said = [capped(part.forecast) for part in parts]
    starts = [part.start for part in parts if part.start is not None]
    return Conclusion(
        replace(
            progress[0],
            ends_on=max(one.ends_on for one in progress),
            **{name: sum(getattr(one, name) for one in progress) for name in SUMMED},
        ),
        Forecast(*(sum(getattr(one, name) for one in said) for name in FORETOLD)),
        Start(sum(one.people for one in starts), min(one.by for one in starts)) if starts else None,
        min(parts, key=lambda part: list(ClauseState).index(part.standing)).reason,
        "l’ensemble des clauses",
    )


def capped(said: Forecast) -> Forecast:
    """A forecast as a part of a whole: nothing beyond its own target, unless it is done already."""
    top = max(said.target, said.done)
    return replace(said, low=min(said.low, top), middle=min(said.middle, top), high=min(said.high, top))
