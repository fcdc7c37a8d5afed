"""The days of a month, of a week, of an agenda; what stands on each; the days before and after."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Generic, TypeVar

from facilitator.formats import day as told_day
from facilitator.formats import month as told_month
from facilitator.words import Word
from worksites.events.when_rules import PARIS

WEEK = 7
AGENDA_DAYS = 60
MONTHS = 9
"""Months of a timeline."""
Thing = TypeVar("Thing")


class CalendarView(Word):
    """The ways of looking at the events; the value is that of the address."""

    MONTH = "mois", "Mois"
    WEEK = "semaine", "Semaine"
    AGENDA = "agenda", "Agenda"
    TIMELINE = "frise", "Frise"


@dataclass(frozen=True)
class Period:
    """The days that a page shows, and a day of the page before and after."""

    view: CalendarView
    first: date
    last: date
    before: date
    after: date

    @property
    def title(self) -> str:
        """`décembre 2026`; `du 30 novembre 2026 au 6 décembre 2026`."""
        if self.view is CalendarView.MONTH:
            return told_month(self.middle)
        if self.view is CalendarView.TIMELINE:
            return f"de {told_month(self.first)} à {told_month(self.last)}"
        return f"du {told_day(self.first)} au {told_day(self.last)}"

    @property
    def middle(self) -> date:
        """A day that is surely of the month, where the weeks at its ends are shown whole."""
        return self.first + (self.last - self.first) // 2

    @property
    def days(self) -> list[date]:
        """Each day."""
        return [self.first + timedelta(days=one) for one in range((self.last - self.first).days + 1)]

    @property
    def weeks(self) -> list[list[date]]:
        """Its days by seven, from Monday."""
        days = self.days
        return [days[one : one + WEEK] for one in range(0, len(days), WEEK)]


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def first_of(day: date, months: int = 0) -> date:
    """The first of its month, or of a month before or after."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def period(view: CalendarView, day: date) -> Period:
    """The days that a view shows around one."""
    one_day = timedelta(days=1)
    if view is CalendarView.MONTH:
        first, after = first_of(day), first_of(day, 1)
        last = monday(after - one_day) + timedelta(days=WEEK - 1)
        return Period(view, monday(first), last, first_of(day, -1), after)
    if view is CalendarView.WEEK:
        first = monday(day)
        last, week = first + timedelta(days=WEEK - 1), timedelta(days=WEEK)
        return Period(view, first, last, first - week, first + week)
    if view is CalendarView.TIMELINE:
        first, after = first_of(day), first_of(day, MONTHS)
        return Period(view, first, after - one_day, first_of(day, -3), first_of(day, 3))
    span = timedelta(days=AGENDA_DAYS)
    return Period(view, day, day + span - one_day, day - span, day + span)


@dataclass(frozen=True)
class Entry(Generic[Thing]):
    """A thing and its time."""

    thing: Thing
    starts_at: datetime
    ends_at: datetime

    @property
    def first(self) -> date:
        """Its first day, in Paris."""
        return self.starts_at.astimezone(PARIS).date()

    @property
    def last(self) -> date:
        """Its last day; one that ends at midnight is not of the day that begins."""
        end = self.ends_at.astimezone(UTC) - timedelta(microseconds=1)
        return max(self.first, end.astimezone(PARIS).date())


def by_day(entries: Iterable[Entry[Thing]], shown: Period) -> Mapping[date, Sequence[Entry[Thing]]]:
    """By day of a page, what stands on it in the order of the hours; on each of its days what lasts."""
    found: dict[date, list[Entry[Thing]]] = defaultdict(list)
    for entry in sorted(entries, key=lambda one: one.starts_at):
        day = max(entry.first, shown.first)
        while day <= min(entry.last, shown.last):
            found[day].append(entry)
            day += timedelta(days=1)
    return found
