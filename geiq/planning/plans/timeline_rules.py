"""The drawing of a plan: a bar for each cohort, from its training to the first weeks of its people at work.

Made from the rows of the table below it, in the same order; lengths are whole units of the drawing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from facilitator.formats import short_month

WIDTH, LEFT, TOP, ROW = 720, 36, 28, 20


@dataclass(frozen=True)
class Span:
    """What is drawn of a cohort: the last day of its information meeting, its training."""

    information_by: date
    starts_on: date
    ends_on: date
    is_pinned: bool = False


@dataclass(frozen=True)
class Bar:
    """A cohort on the paper: its rank in the table, where, whether it was pinned."""

    rank: int
    y: int
    information: int
    x: int
    width: int
    is_pinned: bool


@dataclass(frozen=True)
class Mark:
    """The first day of a month."""

    x: int
    label: str


@dataclass(frozen=True)
class Timeline:
    """The whole drawing."""

    height: int
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    today: int | None


def timeline(starts_on: date, weeks: int, spans: Iterable[Span], on: date) -> Timeline:
    """The drawing of a plan of so many weeks."""
    whole = weeks * 7

    def at(day: date) -> int:
        days = min(max((day - starts_on).days, 0), whole)
        return LEFT + days * (WIDTH - LEFT) // whole

    bars = tuple(
        Bar(
            rank,
            TOP + (rank - 1) * ROW,
            at(span.information_by),
            at(span.starts_on),
            max(2, at(span.ends_on + timedelta(days=1)) - at(span.starts_on)),
            span.is_pinned,
        )
        for rank, span in enumerate(spans, 1)
    )
    ends_on = starts_on + timedelta(days=whole)
    marks = tuple(Mark(at(month), short_month(month)) for month in _months(starts_on, ends_on))
    seen = at(on) if starts_on <= on < ends_on else None
    return Timeline(TOP + len(bars) * ROW + 8, bars, marks, seen)


def _months(starts_on: date, ends_on: date) -> Iterator[date]:
    """The first of each third month of the plan: more would not be read."""
    month = starts_on.replace(day=1)
    while (month := (month + timedelta(days=32)).replace(day=1)) < ends_on:
        if month.month % 3 == 1:
            yield month
