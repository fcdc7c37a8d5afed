"""Working days: known days, and laws that hold for any span."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.compliance.schedule.calendar_rules import (
    add_working_days,
    days,
    is_working,
    working_days,
    working_days_between,
)

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
        (date(2026, 11, 11), False),
        (date(2027, 3, 29), False),  # Easter Monday
        (date(2027, 5, 6), False),  # Ascension Day
        (date(2027, 3, 26), True),  # Good Friday is a holiday in Alsace-Moselle alone
    ],
)
def test_a_working_day_is_neither_of_the_week_end_nor_a_public_holiday(day, works):
    assert is_working(day) is works


def test_days_late_are_counted_after_the_due_day():
    assert working_days_between(date(2026, 11, 10), date(2026, 11, 10)) == 0
    assert working_days_between(date(2026, 11, 10), date(2026, 11, 20)) == 7  # the 11th is a holiday


@given(DAYS, st.integers(0, 800))
def test_counting_by_weeks_equals_counting_day_by_day(start, length):
    end = start + timedelta(days=length)
    assert working_days(start, end) == sum(map(is_working, days(start, end)))


@given(DAYS, st.integers(-60, 60).filter(bool))
def test_adding_working_days_lands_on_one_and_counts_them(day, count):
    there = add_working_days(day, count)
    assert is_working(there)
    first, last = sorted((day, there))
    between = working_days(first, last) - (is_working(day))
    assert between == abs(count)
