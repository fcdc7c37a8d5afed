"""Where a clause ends at the present pace, how sure that is, and by when somebody must start.

The method is published in `docs/forecast.md`. Figures are whole minutes; what lies between is `Decimal`.
A month that nobody declared is not a month without hours: it is forecast like a month to come.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from functools import cached_property, lru_cache

from clauses.compliance.schedule.rules import Calendar, Schedule
from clauses.contracts.contract_rules import add_months
from clauses.hours.ledger.rules import last_of, months

FULL_TIME_DAY = 7 * 60
"""Minutes of a day at 35 hours a week (Code du travail L3121-27)."""
WORKING_WEEK = 5
USUAL_MONTH = Decimal(21)
"""Days worked in a month without closing: the weight of one month of the starting belief."""
BAND = Decimal(2)
"""Spreads around the middle on each side; how often the band holds is measured by `bench forecast`."""


@dataclass(frozen=True)
class Known:
    """A month that every company of the clause has declared, and the minutes that it counts for."""

    month: date
    minutes: int


@dataclass(frozen=True)
class Hire:
    """Somebody under contract: `ends_on` is the first of the ends of the employment, of the assignment and of
    the counting window; None when none is known."""

    weekly_minutes: int
    starts_on: date
    ends_on: date | None = None

    def days(self, first: date, last: date, calendar: Calendar) -> int:
        """Days worked between two days, both included."""
        return calendar.open_days(max(first, self.starts_on), min(last, self.ends_on or last))

    def stays(self, first: date, last: date) -> bool:
        """Whether somebody is there from one day to the other."""
        return self.starts_on <= first and (self.ends_on is None or self.ends_on >= last)


@dataclass(frozen=True)
class Habits:
    """What the body believes until a clause has its own history: dated settings."""

    presence: Decimal = Decimal("0.85")
    """Minutes really done for each minute of a contract: leave, illness, weather."""
    renewal: Decimal = Decimal("0.85")
    """The share of the hours of somebody who leaves that somebody else takes over."""
    half_life: int = 3
    """After so many months a month weighs half in the pace."""
    belief_months: int = 1
    """How many months the starting belief weighs."""
    belief: Decimal = Decimal("0.9")
    """The part of the target that clauses reach: the starting belief."""
    beyond: Decimal = Decimal("0.5")
    """The part of the hours beyond the target that are done all the same: many companies stop there."""
    drift: Decimal = Decimal("0.8")
    """How much of a month's distance from the pace lasts: the months of a company are alike."""
    window_months: int = 24
    """How long one person's hours count."""


USUAL = Habits()
"""The defaults of the settings."""


@dataclass(frozen=True)
class Course:
    """All that a forecast looks at. `starts_on` and `ends_on` bound the clause."""

    starts_on: date
    ends_on: date
    schedule: Schedule
    known: tuple[Known, ...] = ()
    hires: tuple[Hire, ...] = ()

    @cached_property
    def done(self) -> int:
        """Minutes of the known months."""
        return sum(one.minutes for one in self.known)

    @cached_property
    def worked(self) -> Mapping[date, int]:
        """The days worked in each month of the clause, in order: counted once, asked many times."""
        return {
            month: self.schedule.calendar.open_days(*self.span(month))
            for month in months(self.starts_on, self.ends_on)
        }

    @property
    def known_until(self) -> date | None:
        """The last day of the latest known month."""
        return last_of(max(one.month for one in self.known)) if self.known else None

    def span(self, month: date) -> tuple[date, date]:
        """The days of the clause in a month."""
        return max(month, self.starts_on), min(last_of(month), self.ends_on)

    def days(self, month: date) -> int:
        """The days worked in a month of the clause; 0 outside of it."""
        return self.worked.get(month, 0)

    @cached_property
    def to_come(self) -> Sequence[date]:
        """The months of the clause that nobody has declared yet and in which somebody works."""
        known = {one.month for one in self.known}
        return [month for month, days in self.worked.items() if days and month not in known]


@dataclass(frozen=True)
class Pace:
    """Minutes a day worked, how much it moves from month to month, and how many months say so."""

    daily: Decimal
    spread: Decimal
    weight: Decimal


@dataclass(frozen=True)
class Forecast:
    """Minutes at the end of the clause: the middle, and the band around it."""

    target: int
    done: int
    middle: int
    low: int
    high: int

    @property
    def share(self) -> Decimal | None:
        """The middle over the target; None when nothing is owed."""
        return Decimal(self.middle) / self.target if self.target else None

    @property
    def gap(self) -> int:
        """Minutes that will be missing at the end, by the middle."""
        return max(0, self.target - self.middle)

    @property
    def missing(self) -> int:
        """Minutes that are missing today."""
        return max(0, self.target - self.done)


@dataclass(frozen=True)
class Start:
    """So many full-time people must start on this day at the latest."""

    people: int
    by: date


@lru_cache(maxsize=1024)
def weight_of(age: int, half_life: int) -> Decimal:
    """What a month so many months old weighs in the pace: half as much after each half-life."""
    return Decimal(2) ** (Decimal(-age) / half_life)


def pace_of(course: Course, habits: Habits) -> Pace:
    """The present pace: recent months weigh most, and the starting belief weighs one month."""
    total_days = sum(course.worked.values()) or 1
    believed = habits.belief * course.schedule.target / total_days
    belief_days = USUAL_MONTH * habits.belief_months
    weights, minutes, days = Decimal(habits.belief_months), believed * belief_days, belief_days
    rates = [(Decimal(habits.belief_months), believed)]
    for age, one in enumerate(sorted(course.known, key=lambda one: one.month, reverse=True)):
        worked = course.days(one.month)
        if not worked:
            continue
        weight = weight_of(age, habits.half_life)
        rates.append((weight, Decimal(one.minutes) / worked))
        minutes += weight * one.minutes
        days += weight * worked
        weights += weight
    daily = minutes / days
    variance = sum((weight * (rate - daily) ** 2 for weight, rate in rates), Decimal()) / weights
    return Pace(daily, max(variance.sqrt(), daily / 4), weights)


def forecast(course: Course, habits: Habits = USUAL) -> Forecast:
    """Where the clause ends: what is known, then each month to come at the present pace.

    A month to come is worth its worked days times the pace, less what leaves with the people whose
    employment or counting window ends (and whom nobody replaces), plus what those already hired bring
    beyond the people and the pace of today.
    """
    pace, reference = pace_of(course, habits), _reference(course)
    present, renewal = _capacity(course, reference, course.hires), renewal_of(course, reference, habits)
    explained = max(present * habits.presence, pace.daily)
    more, load = Decimal(), Decimal()
    staff = _staying(course)
    for month in course.to_come:
        days = course.days(month)
        capacity, busy = _capacity(course, month, staff), days * _intensity(course, month)
        stays = min(Decimal(1), capacity / present) if present else Decimal(1)
        more += busy * pace.daily * (renewal + (1 - renewal) * stays)
        more += days * max(Decimal(), capacity * habits.presence - explained)
        load += busy
    half = BAND * load * pace.spread * _doubt(pace, load, habits)
    ends = (course.done + each for each in (more - half, more, more + half))
    low, middle, high = (_rested(course, end, habits) for end in ends)
    return Forecast(course.schedule.target, course.done, middle, max(course.done, low), high)


def _doubt(pace: Pace, load: Decimal, habits: Habits) -> Decimal:
    """The spread of the mean of the days to come, in spreads of one month."""
    to_come = max(Decimal(1), load / USUAL_MONTH)
    return (habits.drift + (1 - habits.drift) * (1 / to_come + 1 / pace.weight)).sqrt()


def _rested(course: Course, end: Decimal, habits: Habits) -> int:
    """The hours beyond the target are only partly done."""
    target = max(course.schedule.target, course.done)
    return int(end if end <= target else target + (end - target) * habits.beyond)


def renewal_of(course: Course, reference: date, habits: Habits) -> Decimal:
    """The share of the hours of those who leave that others take over, learned from those who left.

    The starting belief weighs as much as one full-time person.
    """
    left = [hire for hire in course.hires if hire.ends_on is not None and hire.ends_on < reference]
    lost = sum(hire.weekly_minutes for hire in left)
    if not lost:
        return habits.renewal
    first = min(hire.ends_on for hire in left if hire.ends_on is not None)
    came = sum(hire.weekly_minutes for hire in course.hires if first < hire.starts_on <= last_of(reference))
    belief = Decimal(FULL_TIME_DAY * WORKING_WEEK)
    return (habits.renewal * belief + min(came, lost)) / (belief + lost)


def _reference(course: Course) -> date:
    """The month whose people make the present pace: the latest known one, else the first."""
    return max((one.month for one in course.known), default=course.starts_on.replace(day=1))


def _capacity(course: Course, month: date, hires: Iterable[Hire]) -> Decimal:
    """Minutes a worked day of those of these people who are under contract in a month."""
    days = course.days(month)
    if not days:
        return Decimal()
    (first, last), minutes = course.span(month), 0
    for hire in hires:
        there = days if hire.stays(first, last) else hire.days(first, last, course.schedule.calendar)
        minutes += hire.weekly_minutes * there
    return Decimal(minutes) / WORKING_WEEK / days


def _staying(course: Course) -> list[Hire]:
    """Those who have not left before the first month to come: the others bring nothing to any."""
    first = max(course.to_come[0], course.starts_on) if course.to_come else date.max
    return [hire for hire in course.hires if hire.ends_on is None or hire.ends_on >= first]


def _intensity(course: Course, month: date) -> Decimal:
    """How busy a month is by the plan, beside the months that made the pace; 1 without a plan."""
    plan = course.schedule.plan
    if plan is None:
        return Decimal(1)
    made = [one.month for one in course.known] or [*course.worked]
    days = sum(course.days(one) for one in made)
    planned = sum(plan.months.get(one, 0) for one in made)
    mine = course.days(month)
    if not planned or not days or not mine:
        return Decimal(1)
    return Decimal(plan.months.get(month, 0)) / mine / (Decimal(planned) / days)


def start_by(course: Course, gap: int, on: date, habits: Habits = USUAL) -> Start | None:
    """By when the fewest full-time people must start to do `gap` minutes; None when nothing is missing or no
    day is left.

    One person counts for no longer than the counting window.
    """
    daily, first = FULL_TIME_DAY * habits.presence, on + timedelta(days=1)
    left = course.schedule.calendar.open_days(first, course.ends_on)
    if gap <= 0 or not left:
        return None
    ends_on = min(course.ends_on, add_months(first, habits.window_months) - timedelta(days=1))
    longest = min(left, course.schedule.calendar.open_days(first, ends_on))
    people = _up(Decimal(gap) / (daily * longest))
    days = _up(Decimal(gap) / (daily * people))
    return Start(people, _latest(course, days, first))


def _up(value: Decimal) -> int:
    return max(1, int(value.to_integral_value(ROUND_CEILING)))


def _latest(course: Course, days: int, first: date) -> date:
    """The latest day from which so many days are still worked until the end; never before `first`."""
    calendar, low, high = course.schedule.calendar, first, course.ends_on
    while low < high:
        middle = low + (high - low + timedelta(days=1)) // 2
        if calendar.open_days(middle, course.ends_on) >= days:
            low = middle
        else:
            high = middle - timedelta(days=1)
    return low


@dataclass(frozen=True)
class Point:
    """Minutes forecast at the end of a day."""

    on: date
    low: int
    middle: int
    high: int


def curve(course: Course, result: Forecast) -> Iterator[Point]:
    """The band month by month, from what is done to the end: what the drawing shows."""
    whole, passed = sum(course.days(month) for month in course.to_come), 0

    def reached(end: int) -> int:
        return course.done + (end - course.done) * passed // whole

    for month in course.to_come:
        passed += course.days(month)
        _, last = course.span(month)
        yield Point(last, reached(result.low), reached(result.middle), reached(result.high))
