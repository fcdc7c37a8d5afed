"""When the hours of a clause are expected: the days a trade works, the layers of a target, the curve.

A target is made of layers: what the tender asked, then what each amendment or call-off order added (or took
away). Each layer is spread over the days from its own start to its own end, so the past keeps its own curve
and the end of the curve is always the target.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import accumulate

from clauses.compliance.schedule.calendar_rules import days, is_working
from facilitator.words import Word

FAR_YEAR = 2000
"""Where the count of worked days begins; only differences are used."""


class Rhythm(Word):
    """How the hours of a clause are spread over its time."""

    LINEAR = "linear", "Régulier, du début à la fin"
    PHASES = "phases", "Selon les phases de travaux"
    ORDERS = "orders", "Selon les bons de commande"


@dataclass(frozen=True)
class Closing:
    """Weeks of every year during which a trade does not work, from an ISO week on."""

    first_week: int
    weeks: int

    def days_of(self, year: int) -> Iterator[date]:
        """Its days that begin in the given year."""
        if self.weeks <= 0:
            return
        last_week = date(year, 12, 28).isocalendar().week
        start = date.fromisocalendar(year, min(self.first_week, last_week), 1)
        for offset in range(self.weeks * 7):
            yield start + timedelta(days=offset)


class Counted(dict[int, tuple[int, ...]]):
    """For each year asked, the days worked from the far day up to the end of each of its days; index 0 is the
    day before. A trade works on working days outside its closings."""

    def __init__(self, closings: tuple[Closing, ...]) -> None:
        super().__init__()
        self.closings = closings

    def __missing__(self, year: int) -> tuple[int, ...]:
        """Counted once a year, from what its neighbours say, the far year first."""
        worked, before = tuple(accumulate(self._worked(year), initial=0)), 0
        for each in range(FAR_YEAR, year):
            before = self[each][-1]
        for each in range(FAR_YEAR, year, -1):
            before = self[each][0] - worked[-1]
        self[year] = tuple(before + count for count in worked)
        return self[year]

    def _worked(self, year: int) -> Iterator[bool]:
        """Whether each day of a year is worked."""
        closed = {
            day for closing in self.closings for began in (year - 1, year) for day in closing.days_of(began)
        }
        return (is_working(day) and day not in closed for day in days(date(year, 1, 1), date(year, 12, 31)))


counted = lru_cache(maxsize=64)(Counted)
"""The days of each set of closings: every request that looks at a clause asks them."""


@dataclass(frozen=True)
class Calendar:
    """The days on which a trade works: working days outside its closings."""

    closings: tuple[Closing, ...] = ()

    def is_open(self, day: date) -> bool:
        """Whether the trade works that day."""
        return self.open_days(day, day) == 1

    def open_days(self, start: date, end: date) -> int:
        """How many days are worked in a span, both ends included; 0 when it ends before it starts."""
        if end < start:
            return 0
        years = self._counted
        first, last = start.year, end.year
        return years[last][end.toordinal() - _eve(last)] - years[first][start.toordinal() - _eve(first) - 1]

    @cached_property
    def _counted(self) -> Counted:
        """Found once a calendar: its closings take longer to compare than its days to count."""
        return counted(self.closings)


@lru_cache(maxsize=512)
def _eve(year: int) -> int:
    """The day before a year begins, counted in days."""
    return date(year, 1, 1).toordinal() - 1


@dataclass(frozen=True)
class Layer:
    """Minutes added to a target (or taken from it) and the days over which they are expected."""

    minutes: int
    starts_on: date
    ends_on: date

    def expected_at(self, on: date, calendar: Calendar) -> int:
        """Minutes expected at the end of a day: in proportion to the days worked, all of them at the end."""
        if on < self.starts_on:
            return 0
        whole = calendar.open_days(self.starts_on, self.ends_on)
        if on >= self.ends_on or not whole:
            return self.minutes
        return self.minutes * calendar.open_days(self.starts_on, on) // whole


@dataclass(frozen=True)
class Plan:
    """The planned minutes of each civil month, by its first day: what the phases of the works say."""

    months: Mapping[date, int]

    def share_at(self, on: date, calendar: Calendar) -> tuple[int, int]:
        """What is planned until the end of a day, over all that is planned, as a ratio of two integers."""
        whole, month = sum(self.months.values()), on.replace(day=1)
        if whole <= 0:
            return 0, 1
        past = sum(minutes for first, minutes in self.months.items() if first < month)
        last = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        opened = calendar.open_days(month, last) or 1
        begun = self.months.get(month, 0) * calendar.open_days(month, on) // opened
        return past + begun, whole


@dataclass(frozen=True)
class Schedule:
    """The layers of a clause, the days its trade works, and its plan when the works have phases."""

    layers: tuple[Layer, ...]
    calendar: Calendar = Calendar()
    plan: Plan | None = None

    @property
    def target(self) -> int:
        """Minutes of all the layers: what is owed in the end."""
        return sum(layer.minutes for layer in self.layers)

    def due_at(self, on: date) -> int:
        """Minutes of the target in force on a day."""
        return sum(layer.minutes for layer in self.layers if layer.starts_on <= on)

    def expected_at(self, on: date) -> int:
        """Minutes that should be done at the end of a day; never below zero."""
        if self.plan is not None:
            done, whole = self.plan.share_at(on, self.calendar)
            return self.due_at(on) * done // whole
        return max(0, sum(layer.expected_at(on, self.calendar) for layer in self.layers))


@dataclass(frozen=True)
class Change:
    """Minutes that an amendment or a call-off order adds from a day on (or takes away), and until when they
    are to be done when it is not the end of the clause."""

    on: date
    minutes: int
    ends_on: date | None = None


def layers_of(initial: int, changes: Iterable[Change], starts_on: date, ends_on: date) -> tuple[Layer, ...]:
    """The layers of a target: minutes as signed, then each later change.

    What is decided before the start is spread from the start; what is decided after the end is owed at once.
    """
    found = [Layer(initial, starts_on, max(starts_on, ends_on))]
    for change in sorted(changes, key=lambda change: change.on):
        begins = max(change.on, starts_on)
        found.append(Layer(change.minutes, begins, max(begins, change.ends_on or ends_on)))
    return tuple(found)
