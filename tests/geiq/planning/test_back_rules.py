"""The days counted back from a need, and forth from a start."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.compliance.schedule.calendar_rules import is_working, working_days
from clauses.compliance.schedule.rules import Calendar, Closing
from geiq.planning.back_rules import Delays, Rates, back_plan, information_for, start_of, training_end
from worksites.sites.curve_rules import monday

CLOSINGS = Calendar((Closing(32, 2), Closing(52, 1)))
DELAYS = Delays(10, 10, 5, CLOSINGS)
RATES = Rates(Fraction(3, 100), Fraction(83, 100))


@pytest.mark.parametrize(("people", "seats"), [(0, 0), (1, 2), (8, 10), (9, 12), (10, 13), (24, 30)])
def test_seats_make_up_for_those_who_leave_and_those_who_are_not_hired(people: int, seats: int) -> None:
    assert RATES.seats(people) == seats


def test_nobody_is_lost_when_all_stay_and_are_hired() -> None:
    assert Rates(Fraction(0), Fraction(1)).seats(9) == 9


def test_the_winter_closing_and_the_holidays_are_counted() -> None:
    plan = back_plan(9, date(2027, 3, 1), 6, RATES, DELAYS)

    assert plan.ends_on == date(2027, 2, 19)
    assert plan.starts_by == date(2027, 1, 11)
    assert plan.selection_by == date(2026, 12, 24)
    assert plan.information_by == date(2026, 12, 10)


@pytest.mark.parametrize(
    ("on", "weeks"),
    [(date(2026, 12, 10), 0), (date(2026, 12, 11), 1), (date(2026, 12, 17), 1), (date(2026, 12, 18), 2)],
)
def test_a_day_late_is_a_week_that_lacks(on: date, weeks: int) -> None:
    assert back_plan(9, date(2027, 3, 1), 6, RATES, DELAYS).late_weeks(on) == weeks


@given(st.dates(date(2025, 1, 1), date(2029, 12, 31)).map(monday), st.integers(1, 14), st.integers(0, 15))
def test_whoever_starts_by_the_last_day_is_ready_in_time(needed: date, weeks: int, hire: int) -> None:
    delays = Delays(10, 10, hire, CLOSINGS)
    plan = back_plan(5, needed, weeks, RATES, delays)

    assert training_end(plan.starts_by, weeks, delays) == plan.ends_on
    assert CLOSINGS.open_days(plan.starts_by, plan.ends_on) == weeks * 5
    assert plan.information_by <= plan.selection_by <= plan.starts_by <= plan.ends_on < needed
    assert is_working(plan.information_by)
    first = monday(plan.starts_by)
    start = start_of(first, 0, weeks, delays)
    assert start is not None
    assert first + timedelta(weeks=start.ready) <= needed


@given(st.dates(date(2025, 1, 1), date(2029, 12, 31)).map(monday), st.integers(1, 14))
def test_nobody_works_before_the_days_of_the_hire(first: date, weeks: int) -> None:
    start = start_of(first, 0, weeks, DELAYS)
    if start is None:
        assert not CLOSINGS.open_days(first, first + timedelta(days=6))
        return
    ends_on = training_end(first, weeks, DELAYS)

    assert first + timedelta(weeks=start.over) > ends_on
    assert working_days(ends_on + timedelta(days=1), first + timedelta(weeks=start.ready, days=-1)) >= 5


def test_the_information_meeting_stands_before_the_start() -> None:
    assert information_for(date(2027, 1, 11), DELAYS) == date(2026, 12, 10)
