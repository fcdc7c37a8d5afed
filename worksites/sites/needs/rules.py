"""The figures of a labour-need curve over some weeks: by week, by trade; all in whole minutes."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

from clauses.compliance.schedule.rules import Calendar
from facilitator.words import Word
from worksites.sites.curve_rules import (
    Cells,
    Remaining,
    Work,
    added,
    curve_of,
    heads_of,
    insertion_of,
    monday,
    week_name,
    weeks_from,
)

ORDINARY_WEEKS = 52
SERIES = 7
"""Trades drawn each by itself; the others are drawn together."""
OTHERS = "Autres métiers"


class Stretch(Word):
    """How many weeks are shown."""

    QUARTER = "13", "13 semaines"
    HALF = "26", "26 semaines"
    YEAR = "52", "52 semaines"
    TWO_YEARS = "104", "104 semaines"


@dataclass(frozen=True)
class Measure:
    """What turns minutes into people: the days worked, the minutes of a day."""

    calendar: Calendar
    day_minutes: int

    def heads(self, minutes: int, week: date) -> Decimal:
        """Full-time people of a week."""
        return heads_of(minutes, week, self.calendar, self.day_minutes)


@dataclass(frozen=True)
class WeekRow:
    """A week of the curve: minutes of work, by series, the people they are, minutes of insertion."""

    week: date
    minutes: int
    heads: Decimal
    insertion: int
    parts: Mapping[str, int]

    @property
    def name(self) -> str:
        """`S12 2027`."""
        return week_name(self.week)


@dataclass(frozen=True)
class TradeRow:
    """A trade of the curve: its minutes, when it is needed, its busiest week."""

    trade: str
    minutes: int
    insertion: int
    first: date
    last: date
    peak: Decimal
    peak_week: date

    @property
    def peak_name(self) -> str:
        """The busiest week: `S12 2027`."""
        return week_name(self.peak_week)


@dataclass(frozen=True)
class CellRow:
    """One trade in one week."""

    trade: str
    week: date
    minutes: int
    heads: Decimal
    insertion: int

    @property
    def name(self) -> str:
        """`S12 2027`."""
        return week_name(self.week)


@dataclass(frozen=True)
class Curve:
    """All that works and insertion need over consecutive weeks, cut out of the whole curves."""

    weeks: tuple[date, ...]
    work: Mapping[tuple[str, date], int]
    insertion: Mapping[tuple[str, date], int]
    measure: Measure

    @classmethod
    def over(cls, weeks: Collection[date], work: Cells, insertion: Cells, measure: Measure) -> "Curve":
        """The cells of these weeks alone."""
        kept = frozenset(weeks)

        def cut(cells: Cells) -> Cells:
            return {key: minutes for key, minutes in cells.items() if key[1] in kept and minutes}

        return cls(tuple(weeks), cut(work), cut(insertion), measure)

    @property
    def minutes(self) -> int:
        """All the work shown."""
        return sum(self.work.values())

    @property
    def insertion_minutes(self) -> int:
        """All the insertion shown."""
        return sum(self.insertion.values())

    @cached_property
    def totals(self) -> dict[str, int]:
        """Minutes of work of each trade, the greatest first."""
        found: dict[str, int] = dict.fromkeys((trade for trade, _ in self.insertion), 0)
        for (trade, _), minutes in self.work.items():
            found[trade] = found.get(trade, 0) + minutes
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

    @cached_property
    def series(self) -> tuple[str, ...]:
        """What is drawn: the greatest trades, then the others together."""
        trades = tuple(trade for trade, minutes in self.totals.items() if minutes)
        if len(trades) <= SERIES + 1:
            return trades
        return (*trades[:SERIES], OTHERS)

    @cached_property
    def rows(self) -> list[WeekRow]:
        """Week by week."""
        alone = set(self.series)
        parts: dict[date, dict[str, int]] = {week: {} for week in self.weeks}
        for (trade, week), minutes in self.work.items():
            name = trade if trade in alone else OTHERS
            parts[week][name] = parts[week].get(name, 0) + minutes
        helped = dict.fromkeys(self.weeks, 0)
        for (_, week), minutes in self.insertion.items():
            helped[week] += minutes
        return [self._row(week, parts[week], helped[week]) for week in self.weeks]

    def _row(self, week: date, parts: dict[str, int], insertion: int) -> WeekRow:
        total = sum(parts.values())
        return WeekRow(week, total, self.measure.heads(total, week), insertion, parts)

    @cached_property
    def trades(self) -> list[TradeRow]:
        """Trade by trade, the greatest first."""
        held: dict[str, list[tuple[date, int]]] = {}
        for (trade, week), minutes in sorted(self.work.items(), key=lambda item: item[0][1]):
            held.setdefault(trade, []).append((week, minutes))
        helped: dict[str, int] = {}
        for (trade, _), minutes in self.insertion.items():
            helped[trade] = helped.get(trade, 0) + minutes
        found = []
        for trade, total in self.totals.items():
            if weeks := held.get(trade):
                peak = max(
                    ((self.measure.heads(minutes, week), week) for week, minutes in weeks), key=_busiest
                )
                dates = (weeks[0][0], weeks[-1][0])
                found.append(TradeRow(trade, total, helped.get(trade, 0), *dates, *peak))
        return found

    def cells(self) -> Iterator[CellRow]:
        """Trade by trade and week by week: what the files hold."""
        for key in sorted({*self.work, *self.insertion}, key=lambda key: (key[1], key[0])):
            trade, week = key
            minutes = self.work.get(key, 0)
            heads = self.measure.heads(minutes, week)
            yield CellRow(trade, week, minutes, heads, self.insertion.get(key, 0))


class Asked(NamedTuple):
    """What a page asks of a curve: seen on which day, one trade ('' : all), its first week, how many."""

    on: date
    trade: str = ""
    since: date | None = None
    stretch: str = ""


@lru_cache(maxsize=16)
def curve_from(
    works: tuple[Work, ...], remaining: tuple[Remaining, ...], measure: Measure, asked: Asked
) -> Curve:
    """The curve of these phases and of what these duties owe. The last ones are kept by all that they are
    made of: a page whose phases and hours have not changed is not computed again."""
    by_site: dict[int, list[Work]] = defaultdict(list)
    for work in works:
        by_site[work.site_id].append(work)
    pace = (asked.on, measure.day_minutes)
    helped = added(insertion_of(one, by_site[one.site_id], measure.calendar, pace) for one in remaining)
    cells = curve_of(works, measure.calendar, measure.day_minutes)
    if asked.trade:
        cells, helped = (
            {key: minutes for key, minutes in held.items() if key[0] == asked.trade}
            for held in (cells, helped)
        )
    weeks = weeks_of(asked.since, asked.stretch, cells or helped, asked.on)
    return Curve.over(weeks, cells, helped, measure)


def _busiest(peak: tuple[Decimal, date]) -> tuple[Decimal, int]:
    return peak[0], -peak[1].toordinal()


def start_of(work: Cells, on: date) -> date:
    """The week to begin with: the present one while something is still to come, else the first of all."""
    weeks = [week for _, week in work]
    return monday(on) if not weeks or max(weeks) >= monday(on) else min(weeks)


def weeks_of(since: date | None, stretch: str, work: Cells, on: date) -> list[date]:
    """The weeks to show, from what was asked."""
    count = int(stretch) if stretch else ORDINARY_WEEKS
    return weeks_from(since or start_of(work, on), count)
