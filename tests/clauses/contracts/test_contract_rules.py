"""The dates and the place of a contract."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.contracts.contract_rules import (
    Dates,
    add_months,
    checked_end,
    end_of,
    months_between,
    parse_place_code,
)
from facilitator.words import RuleBroken

MARCH = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("dates", "end"),
    [
        (Dates(notified_on=MARCH, duration_months=24), date(2028, 3, 1)),
        (Dates(notified_on=MARCH, starts_on=date(2026, 4, 1), duration_months=1), date(2026, 4, 30)),
        (Dates(notified_on=MARCH, duration_months=24, ends_on=date(2027, 1, 1)), date(2027, 1, 1)),
        (Dates(duration_months=24), None),
        (Dates(), None),
    ],
)
def test_the_end_is_as_typed_or_follows_from_the_duration(dates: Dates, end: date | None) -> None:
    assert checked_end(dates) == end


@pytest.mark.parametrize(
    ("dates", "field"),
    [
        (Dates(notified_on=date(218, 1, 1)), "notified_on"),
        (Dates(duration_months=0), "duration_months"),
        (Dates(consulted_on=MARCH, notified_on=date(2026, 3, 1)), "notified_on"),
        (Dates(notified_on=MARCH, starts_on=date(2026, 3, 1)), "starts_on"),
        (Dates(notified_on=MARCH, ends_on=date(2026, 3, 1)), "ends_on"),
    ],
)
def test_dates_that_cannot_follow_each_other_are_refused(dates: Dates, field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        checked_end(dates)

    assert refused.value.field == field


def test_the_end_of_a_month_stays_in_its_month() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert end_of(date(2026, 1, 1), 12) == date(2026, 12, 31)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 240))
def test_a_duration_counts_its_own_months(start: date, months: int) -> None:
    assert months_between(start, end_of(start, months)) in {months, months + 1}
    assert end_of(start, months) >= start + timedelta(days=27)


@pytest.mark.parametrize("code", ["", "63", "2A", "974", "63113", "2A004"])
def test_a_place_code_is_a_commune_or_a_department(code: str) -> None:
    assert parse_place_code(code) == code


@pytest.mark.parametrize("code", ["6", "631", "631130", "Clermont"])
def test_what_is_not_a_place_code_is_refused(code: str) -> None:
    with pytest.raises(RuleBroken):
        parse_place_code(code)
