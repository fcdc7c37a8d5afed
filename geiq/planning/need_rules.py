"""How many people each trade lacks, week by week: the hours that remain on the clauses, along their works.

What remains on a lot is spread over the weeks to come of its phases, in proportion to their labour; a phase
of no followed lot counts for the usual share of its labour. Then those who already work, and the cohorts
already open, are taken away.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from clauses.compliance.schedule.rules import Calendar
from clauses.contracts.commitments.rules import split
from worksites.sites.curve_rules import WEEK, Work, monday, spread

DAY_MINUTES = 7 * 60
"""A day of one head, when a phase says heads (35 hours over five days)."""
BRIDGED = 4
"""Weeks without a need (holidays, closings) that do not cut one in two."""


def mondays(first: date, last: date) -> Iterator[date]:
    """Each Monday from the week of one day to that of the other."""
    week = monday(first)
    while week <= last:
        yield week
        week += WEEK


@dataclass(frozen=True)
class PhaseFacts:
    """A part of the works: heads each working day, or minutes in all; its lot when it is a followed one."""

    trade: str
    worksite_id: int
    lot_id: int | None
    lot: str
    """Its number as a reader calls it; '' when it has none."""
    starts_on: date
    ends_on: date
    heads: Decimal | None
    minutes: int | None

    def labour(self, calendar: Calendar) -> Sequence[tuple[date, int]]:
        """Minutes of work of each week, by its Monday: over the days worked."""
        work = Work(self.trade, self.starts_on, self.ends_on, self.heads, self.minutes)
        return spread(work, calendar, DAY_MINUTES)


@dataclass(frozen=True)
class Part:
    """Insertion minutes of a trade in a week, from one lot on one worksite."""

    trade: str
    week: date
    worksite_id: int
    lot_id: int | None
    lot: str
    minutes: int


@dataclass(frozen=True)
class Present:
    """Somebody (or a cohort) who works for the trade during some weeks: minutes a week, open-ended or not."""

    trade: str
    starts_on: date
    ends_on: date | None
    weekly: int

    def works_in(self, week: date) -> bool:
        """Whether it works in the week of this Monday."""
        return self.starts_on <= week + timedelta(days=6) and (self.ends_on is None or self.ends_on >= week)


def parts_of(
    phases: Sequence[PhaseFacts], remaining: Mapping[int, int], on: date, calendar: Calendar, rate: Decimal
) -> list[Part]:
    """The insertion minutes to come, by trade, week, worksite and lot.

    `remaining` are the minutes that each lot still owes; `rate` is the part of its labour that a phase of no
    followed lot asks. The parts of a lot sum exactly to what remains on it, when it has a week to come.
    """
    coming: dict[int | None, list[tuple[PhaseFacts, date, int]]] = defaultdict(list)
    for phase in phases:
        for week, minutes in phase.labour(calendar):
            if week + WEEK > on and minutes:
                coming[phase.lot_id].append((phase, week, minutes))
    found = []
    for lot_id, cells in coming.items():
        weights = [minutes for *_, minutes in cells]
        if lot_id is None:
            owed = [int(minutes * rate) for minutes in weights]
        else:
            owed = split(max(0, remaining.get(lot_id, 0)), weights)
        for (phase, week, _), minutes in zip(cells, owed, strict=True):
            if minutes:
                found.append(Part(phase.trade, week, phase.worksite_id, lot_id, phase.lot, minutes))
    return found


def unplaced(phases: Iterable[PhaseFacts], remaining: Mapping[int, int], on: date) -> dict[int, int]:
    """The lots whose remaining minutes stand in no week: no phase, or none to come."""
    placed = {phase.lot_id for phase in phases if phase.ends_on >= monday(on)}
    return {lot: minutes for lot, minutes in remaining.items() if minutes > 0 and lot not in placed}


@dataclass(frozen=True)
class WeekNeed:
    """A trade's week: minutes that the clauses ask, minutes of those who are there, people that lack."""

    week: date
    asked: int
    present: int
    people: int


def weeks_of(parts: Iterable[Part], present: Iterable[Present], weekly: int) -> dict[str, list[WeekNeed]]:
    """The weeks of each trade, from the first that is asked to the last; people to the nearest."""
    asked: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for part in parts:
        asked[part.trade][part.week] += part.minutes
    there: dict[str, list[Present]] = defaultdict(list)
    for one in present:
        there[one.trade].append(one)
    found = {}
    for trade in sorted(asked):
        rows = []
        for week in mondays(min(asked[trade]), max(asked[trade])):
            here = sum(one.weekly for one in there[trade] if one.works_in(week))
            lack = max(0, asked[trade][week] - here)
            rows.append(WeekNeed(week, asked[trade][week], here, (2 * lack + weekly) // (2 * weekly)))
        found[trade] = rows
    return found


@dataclass(frozen=True)
class Need:
    """A trade that lacks people for some weeks on end: how many at most, where, from when."""

    trade: str
    people: int
    """In the strongest week."""
    needed_on: date
    """The Monday of the first week that lacks at least half of them."""
    first: date
    last: date
    people_weeks: int
    lots: tuple[str, ...]
    worksites: Mapping[int, int]
    """People for each worksite, in proportion to its hours; their sum is `people`."""


def needs_of(weeks: Mapping[str, Sequence[WeekNeed]], parts: Iterable[Part]) -> list[Need]:
    """The needs, the earliest first."""
    mine: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        mine[part.trade].append(part)
    found = [_need(trade, run, mine[trade]) for trade, rows in weeks.items() for run in _runs(rows)]
    return sorted(found, key=lambda need: (need.needed_on, need.trade))


def _runs(rows: Sequence[WeekNeed]) -> Iterator[list[WeekNeed]]:
    """Weeks that lack somebody, cut where nobody lacks for longer than a holiday."""
    run: list[WeekNeed] = []
    for row in rows:
        if not row.people:
            continue
        if run and row.week - run[-1].week > BRIDGED * WEEK:
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _need(trade: str, run: Sequence[WeekNeed], parts: Sequence[Part]) -> Need:
    people = max(row.people for row in run)
    first, last = run[0].week, run[-1].week
    sites: dict[int, int] = defaultdict(int)
    lots: dict[str, None] = {}
    for part in sorted(parts, key=lambda one: (len(one.lot), one.lot)):
        if first <= part.week <= last:
            sites[part.worksite_id] += part.minutes
            lots.update({part.lot: None} if part.lot else {})
    shared = dict(zip(sites, split(people, list(sites.values())), strict=True))
    return Need(
        trade,
        people,
        next(row.week for row in run if row.people * 2 >= people),
        first,
        last,
        sum(row.people for row in run),
        tuple(lots),
        {site: count for site, count in sorted(shared.items()) if count},
    )
