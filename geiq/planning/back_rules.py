"""From people needed to a cohort to open: seats, and the last days to begin each step.

Seats: the people, over those who stay and those who are hired (`9 / (1 − 3 %) / 83 % = 11.2`, 12 seats). The
days are counted back from the week of the need: the hire, the training on the days that its provider is open,
the selection, the information meeting, in working days (Code du travail, L3133-1 for the public holidays).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from clauses.compliance.schedule.calendar_rules import ONE_DAY, add_working_days
from clauses.compliance.schedule.rules import Calendar
from geiq.planning.plan_rules import Start
from worksites.sites.curve_rules import WEEK, monday

WEEK_DAYS = 5
MOST_DAYS = 3 * 366
"""A training that is not over by then has no open day."""


@dataclass(frozen=True)
class Rates:
    """Of those who enter a training, who leaves; of those who stay, who is hired; where it comes from."""

    dropout: Fraction
    conversion: Fraction
    source: str = ""

    @property
    def yields(self) -> Fraction:
        """People at work for one seat."""
        return (1 - self.dropout) * self.conversion

    def seats(self, people: int) -> int:
        """Seats after which so many people work, rounded up; 0 people need none."""
        exact = people / self.yields
        return -(-exact.numerator // exact.denominator)


@dataclass(frozen=True)
class Delays:
    """Working days from one step to the next, and the days that a training provider is open."""

    information: int
    selection: int
    hire: int
    calendar: Calendar

    @property
    def before_start(self) -> int:
        """Working days from the information meeting to the training."""
        return self.information + self.selection


@dataclass(frozen=True)
class BackPlan:
    """The last days: a step that begins later misses the need."""

    seats: int
    information_by: date
    selection_by: date
    starts_by: date
    ends_on: date
    needed_on: date

    def late_weeks(self, on: date) -> int:
        """Weeks that lack on a day to hold the information meeting in time; 0 when there is time."""
        return -(-max(0, (on - self.information_by).days) // 7)


def back_plan(people: int, needed_on: date, weeks: int, rates: Rates, delays: Delays) -> BackPlan:
    """The latest plan that gives the people on the first day of the need, after `weeks` of training."""
    ends_on = add_working_days(needed_on, -delays.hire) - ONE_DAY
    while not delays.calendar.is_open(ends_on):
        ends_on -= ONE_DAY
    starts_by = counted(ends_on, weeks * WEEK_DAYS, delays.calendar, -ONE_DAY)
    selection_by = add_working_days(starts_by, -delays.selection)
    information_by = add_working_days(selection_by, -delays.information)
    return BackPlan(rates.seats(people), information_by, selection_by, starts_by, ends_on, needed_on)


def counted(day: date, days: int, calendar: Calendar, step: timedelta) -> date:
    """The last of so many open days, from a day on (forth or back), itself included when it is open."""
    left = days
    for _ in range(MOST_DAYS):
        left -= calendar.is_open(day)
        if left <= 0:
            return day
        day += step
    raise ValueError("a provider that never opens")


def information_for(starts_on: date, delays: Delays) -> date:
    """The last day of the information meeting of a training that starts on a day."""
    return add_working_days(starts_on, -delays.before_start)


def training_end(starts_on: date, weeks: int, delays: Delays) -> date:
    """The last day of a training that starts on a day."""
    return counted(starts_on, weeks * WEEK_DAYS, delays.calendar, ONE_DAY)


def start_of(first: date, week: int, weeks: int, delays: Delays) -> Start | None:
    """A start in the week of this rank from `first`, a Monday; None when the provider is closed then."""
    begins = first + week * WEEK
    if not delays.calendar.open_days(begins, begins + 6 * ONE_DAY):
        return None
    ends_on = training_end(begins, weeks, delays)
    over = (monday(ends_on) - first).days // 7 + 1
    ready = (add_working_days(ends_on, delays.hire) - first).days // 7 + 1
    return Start(week, over, max(over, ready))
