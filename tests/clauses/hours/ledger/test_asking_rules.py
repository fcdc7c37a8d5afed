"""One statement a month, one asking a reporting period."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.contracts.rules import ReportingPeriod
from clauses.hours.ledger.asking_rules import asking, due_on, is_asked, last_month
from clauses.hours.ledger.rules import first_of, months, next_month

MONTHLY, QUARTERLY, END = ReportingPeriod.MONTHLY, ReportingPeriod.QUARTERLY, ReportingPeriod.END
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
PERIODS = st.sampled_from(ReportingPeriod)


@pytest.mark.parametrize(
    ("period", "month", "ends_on", "due", "said"),
    [
        (MONTHLY, date(2026, 10, 1), None, date(2026, 11, 10), "octobre 2026"),
        (MONTHLY, date(2026, 12, 1), None, date(2027, 1, 10), "décembre 2026"),
        (QUARTERLY, date(2026, 10, 1), None, date(2027, 1, 10), "4e trimestre 2026"),
        (QUARTERLY, date(2026, 12, 1), None, date(2027, 1, 10), "4e trimestre 2026"),
        (QUARTERLY, date(2027, 1, 1), date(2027, 2, 3), date(2027, 4, 10), "1er trimestre 2027"),
        (END, date(2026, 10, 1), date(2027, 2, 3), date(2027, 3, 10), "marché, jusqu’à février 2027"),
        (END, date(2026, 10, 1), None, date(2026, 11, 10), "octobre 2026"),
        (END, date(2027, 3, 1), date(2027, 2, 3), date(2027, 4, 10), "marché, jusqu’à mars 2027"),
    ],
)
def test_a_month_is_due_with_its_period(
    period: ReportingPeriod, month: date, ends_on: date | None, due: date, said: str
) -> None:
    assert due_on(period, month, ends_on) == due
    assert asking(period, month, ends_on).said.replace("\u00a0", " ") == said


@given(PERIODS, DAYS, st.none() | DAYS, st.integers(1, 31), DAYS)
def test_nobody_is_late_with_a_month_of_an_unfinished_period(
    period: ReportingPeriod, day: date, ends_on: date | None, due_day: int, on: date
) -> None:
    month = first_of(day)
    due, last = due_on(period, month, ends_on, due_day), last_month(period, month, ends_on)
    over = next_month(last)
    assert due >= over > month
    assert is_asked(month, due, on) == (on >= over)
    if due < on:
        assert is_asked(month, due, on)


@given(DAYS, st.integers(1, 31))
def test_the_three_months_of_a_quarter_are_one_asking(day: date, due_day: int) -> None:
    begins = date(day.year, 1 + (day.month - 1) // 3 * 3, 1)
    quarter = list(months(begins, begins + timedelta(days=62)))[:3]
    assert len({due_on(QUARTERLY, month, None, due_day) for month in quarter}) == 1
    assert len({asking(QUARTERLY, month, None) for month in quarter}) == 1
    after = due_on(QUARTERLY, quarter[0], None, due_day)
    assert due_on(QUARTERLY, quarter[-1] + timedelta(days=31), None, due_day) > after
