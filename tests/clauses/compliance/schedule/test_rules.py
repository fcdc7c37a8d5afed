"""The expected curve: layers, plans, closings."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.compliance.schedule.calendar_rules import days
from clauses.compliance.schedule.rules import Calendar, Change, Closing, Layer, Plan, Schedule, layers_of

START, END = date(2026, 1, 1), date(2026, 12, 31)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def schedule(minutes=12_000, changes=(), closings=(), plan=None):
    return Schedule(layers_of(minutes, changes, START, END), Calendar(closings), plan)


def test_nothing_is_expected_before_the_start_and_all_of_it_at_the_end():
    found = schedule()
    assert found.expected_at(START - timedelta(days=1)) == 0
    assert found.expected_at(END) == found.expected_at(date(2030, 1, 1)) == 12_000


def test_an_amendment_is_expected_from_its_day_only():
    before, after = schedule(), schedule(changes=[Change(date(2026, 7, 1), 6_000)])
    assert after.expected_at(date(2026, 6, 30)) == before.expected_at(date(2026, 6, 30))
    assert after.due_at(date(2026, 6, 30)) == 12_000
    assert after.due_at(date(2026, 7, 1)) == after.expected_at(END) == after.target == 18_000


def test_what_was_decided_before_the_start_is_spread_from_it():
    early = layers_of(600, [Change(date(2025, 11, 3), 300)], START, END)
    assert early == (Layer(600, START, END), Layer(300, START, END))


def test_an_order_is_expected_by_its_own_end():
    found = schedule(changes=[Change(date(2026, 3, 1), 600, date(2026, 4, 30))])
    assert found.expected_at(date(2026, 4, 30)) == schedule().expected_at(date(2026, 4, 30)) + 600


def test_a_closed_trade_expects_nothing_of_its_closing():
    found = schedule(closings=(Closing(32, 3),))
    first, last = date(2026, 8, 3), date(2026, 8, 23)
    assert found.expected_at(first - timedelta(days=1)) == found.expected_at(last)
    assert found.calendar.open_days(first, last) == 0
    assert found.calendar.is_open(date(2026, 8, 24))


def test_a_winter_closing_reaches_into_the_new_year():
    calendar = Calendar((Closing(52, 2),))
    assert not calendar.is_open(date(2026, 12, 28))
    assert not calendar.is_open(date(2026, 1, 2))
    assert calendar.is_open(date(2026, 1, 5))


def test_the_plan_of_the_works_says_when():
    plan = Plan({date(2026, 3, 1): 100, date(2026, 9, 1): 300})
    found = schedule(8_000, plan=plan)
    assert found.expected_at(date(2026, 2, 28)) == 0
    assert found.expected_at(date(2026, 3, 31)) == found.expected_at(date(2026, 8, 31)) == 2_000
    assert found.expected_at(date(2026, 9, 30)) == 8_000


@pytest.mark.parametrize("plan", [Plan({}), Plan({date(2026, 3, 1): 0})])
def test_an_empty_plan_expects_nothing(plan):
    assert schedule(plan=plan).expected_at(END) == 0


@given(st.integers(0, 10**6), st.lists(st.tuples(DAYS, st.integers(0, 10**6)), max_size=5))
def test_the_end_of_the_curve_is_the_target(minutes, added):
    found = schedule(minutes, [Change(day, more) for day, more in added])
    assert found.target == minutes + sum(more for _, more in added)
    assert found.expected_at(date(2028, 1, 1)) == found.target


@given(st.integers(0, 10**6), DAYS, DAYS)
def test_without_a_reduction_the_curve_never_goes_down(minutes, one, other):
    first, last = sorted((one, other))
    assert schedule(minutes).expected_at(first) <= schedule(minutes).expected_at(last)


@given(DAYS, st.integers(0, 700), st.integers(1, 53), st.integers(0, 6))
def test_counting_open_days_by_years_equals_counting_them_one_by_one(start, length, week, weeks):
    calendar, end = Calendar((Closing(week, weeks),)), start + timedelta(days=length)
    assert calendar.open_days(start, end) == sum(map(calendar.is_open, days(start, end)))


def test_a_far_year_is_counted_like_any_other_and_from_either_side():
    calendar = Calendar((Closing(32, 3),))
    for year in (1968, 1999, 2000, 2001, 2099, 3990):
        first, last = date(year, 1, 1), date(year, 12, 31)
        assert calendar.open_days(first, last) == sum(map(calendar.is_open, days(first, last)))
    both = date(1998, 3, 4), date(2002, 5, 6)
    assert calendar.open_days(*both) == sum(map(calendar.is_open, days(*both)))
