"""The labour-need curve: the minutes of work of each trade in each ISO week, from the phases of the works.

Whole minutes; what is spread always sums to what it was, to the minute (largest remainder). A week is named
by its Monday. A phase that says heads is those heads, each working day, so many hours a day; one that says
hours is spread over its working days.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from clauses.compliance.schedule.rules import Calendar
from clauses.contracts.commitments.rules import split

WEEK = timedelta(days=7)
FULL_WEEK = 5
"""Working days of an ordinary week."""
ONE_TENTH = Decimal("0.1")
UNSAID = "Métier non précisé"
"""What an insertion need is called when no phase says a trade."""

SCALE = 10**6
"""A share as a whole number."""

Cells = dict[tuple[str, date], int]
"""Minutes by trade and by Monday."""


class Work(NamedTuple):
    """A phase as the curve reads it: its trade, its days, heads or minutes; its worksite and its lot."""

    trade: str
    starts_on: date
    ends_on: date
    headcount: Decimal | None = None
    minutes: int | None = None
    site_id: int = 0
    lot_id: int | None = None


class Remaining(NamedTuple):
    """Insertion minutes still to do on a worksite, until when, and for which lot."""

    minutes: int
    ends_on: date
    site_id: int = 0
    lot_id: int | None = None


def monday(day: date) -> date:
    """The Monday of its ISO week."""
    return day - timedelta(days=day.weekday())


def week_name(week: date) -> str:
    """`S12 2027`: the ISO week of a day."""
    year, number, _ = week.isocalendar()
    return f"S{number:02d} {year}"


def weeks_from(first: date, count: int) -> list[date]:
    """So many Mondays, from the week of a day on."""
    start = monday(first)
    return [start + WEEK * rank for rank in range(count)]


@lru_cache(maxsize=65536)
def days_by_week(starts_on: date, ends_on: date, calendar: Calendar) -> tuple[tuple[date, int], ...]:
    """The days worked in each week of a span; weeks without any are left out.

    A span in which the trade never works (its closing) counts its plain working days; a week-end, its days.
    """
    found = _counted(starts_on, ends_on, calendar) or _counted(starts_on, ends_on, Calendar())
    if found:
        return found
    held: dict[date, int] = defaultdict(int)
    for rank in range((ends_on - starts_on).days + 1):
        held[monday(starts_on + timedelta(days=rank))] += 1
    return tuple(sorted(held.items()))


def _counted(starts_on: date, ends_on: date, calendar: Calendar) -> tuple[tuple[date, int], ...]:
    week, found = monday(starts_on), []
    while week <= ends_on:
        days = calendar.open_days(max(week, starts_on), min(week + timedelta(days=6), ends_on))
        if days:
            found.append((week, days))
        week += WEEK
    return tuple(found)


def work_minutes(work: Work, calendar: Calendar, day_minutes: int) -> int:
    """All the minutes of a phase."""
    if work.minutes is not None:
        return work.minutes
    days = sum(count for _, count in days_by_week(work.starts_on, work.ends_on, calendar))
    whole = (work.headcount or Decimal(0)) * days * day_minutes
    return int(whole.quantize(Decimal(1), ROUND_HALF_UP))


@lru_cache(maxsize=4096)
def spread(work: Work, calendar: Calendar, day_minutes: int) -> tuple[tuple[date, int], ...]:
    """The minutes of a phase week by week; they sum to `work_minutes`."""
    days = days_by_week(work.starts_on, work.ends_on, calendar)
    daily = day_minutes * work.headcount if work.headcount is not None and work.minutes is None else None
    if daily is not None and daily == int(daily):  # whole minutes each day: nothing is to be rounded
        return tuple((week, count * int(daily)) for week, count in days)
    parts = split(work_minutes(work, calendar, day_minutes), [count for _, count in days])
    return tuple((week, part) for (week, _), part in zip(days, parts, strict=True))


def curve_of(works: Iterable[Work], calendar: Calendar, day_minutes: int) -> Cells:
    """The minutes of each trade in each week, all phases together."""
    found: dict[str, dict[date, int]] = defaultdict(dict)
    for work in works:
        held = found[work.trade]
        for week, minutes in spread(work, calendar, day_minutes):
            held[week] = held.get(week, 0) + minutes
    return {(trade, week): minutes for trade, held in found.items() for week, minutes in held.items()}


def insertion_of(
    remaining: Remaining, works: Iterable[Work], calendar: Calendar, pace: tuple[date, int]
) -> Cells:
    """The insertion minutes of one duty, week by week from a day on; they sum to what remains.

    They follow the shape of its lot's phases on that worksite, else of all its phases there, else a straight
    line to the end. What is already past its end is to be done at once. `pace`: the day, minutes in a day.
    """
    if remaining.minutes <= 0:
        return {}
    on, day_minutes = pace
    span = (monday(on), monday(max(on, remaining.ends_on)))
    here = tuple(work for work in works if work.site_id == remaining.site_id)
    own = tuple(work for work in here if work.lot_id is not None and work.lot_id == remaining.lot_id)
    for chosen in (own, here):
        if shape := shape_of(chosen, calendar, day_minutes, span):
            return _along(remaining.minutes, shape)
    straight = days_by_week(on, max(on, remaining.ends_on), calendar)
    return _along(remaining.minutes, [(week, UNSAID, days) for week, days in straight])


@lru_cache(maxsize=1024)
def shape_of(
    works: tuple[Work, ...], calendar: Calendar, day_minutes: int, span: tuple[date, date]
) -> tuple[tuple[date, str, int], ...]:
    """The minutes of these phases between two Mondays, week after week and trade after trade: several lots of
    one worksite ask the same."""
    first, last = span
    cells = curve_of(works, calendar, day_minutes).items()
    kept = ((week, trade, each) for (trade, week), each in cells if first <= week <= last and each)
    return tuple(sorted(kept))


def _along(minutes: int, shape: Sequence[tuple[date, str, int]]) -> Cells:
    parts = split(minutes, [weight for *_, weight in shape])
    return {(trade, week): part for (week, trade, _), part in zip(shape, parts, strict=True) if part}


def added(parts: Iterable[Mapping[tuple[str, date], int]]) -> Cells:
    """Several curves as one."""
    found: Cells = defaultdict(int)
    for part in parts:
        for key, minutes in part.items():
            found[key] += minutes
    return dict(found)


def heads_of(minutes: int, week: date, calendar: Calendar, day_minutes: int) -> Decimal:
    """How many full-time people a week's minutes are, to the tenth; a closed week counts as an open one."""
    days = calendar.open_days(week, week + timedelta(days=6)) or FULL_WEEK
    return (Decimal(minutes) / (days * day_minutes)).quantize(ONE_TENTH, ROUND_HALF_UP)


def share_of(minutes: int, shares: Mapping[int, Decimal]) -> dict[int, int]:
    """The part of each worksite, by its share (a ratio); together never more than the whole.

    What no worksite takes is nobody's; when the shares make the whole, the parts sum to it exactly.
    """
    weights = [int(share * SCALE) for share in shares.values()]
    parts = split(abs(minutes), [*weights, max(0, SCALE - sum(weights))])
    return dict(zip(shares, (part if minutes >= 0 else -part for part in parts), strict=False))
