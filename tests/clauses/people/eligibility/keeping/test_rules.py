"""Why somebody was eligible is kept as long as it serves, not a day more."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.contracts.contract_rules import add_months
from clauses.people.eligibility.keeping.rules import Kept, goes_on, last_use

DAYS = st.dates(date(2010, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("kept", "own", "goes"),
    [
        (Kept(date(2020, 3, 2), date(2020, 3, 2), date(2022, 3, 1)), (), date(2027, 3, 2)),
        (Kept(date(2020, 3, 2), date(2020, 3, 2), date(2022, 3, 1)), (36,), date(2028, 3, 2)),
        (Kept(date(2020, 3, 2), date(2020, 3, 2), date(2022, 3, 1)), (12,), date(2027, 3, 2)),
        (Kept(date(2020, 3, 2), date(2020, 3, 2), date(2020, 6, 30), True), (36,), date(2025, 7, 1)),
        (Kept(date(2020, 3, 2), None, None), (36,), date(2025, 3, 3)),
    ],
)
def test_five_years_after_the_last_day_that_counts(kept: Kept, own: tuple[int, ...], goes: date) -> None:
    assert goes_on(kept, own, 60) == goes


@given(DAYS, st.integers(1, 60), st.lists(st.integers(1, 120), max_size=3), st.integers(12, 180))
def test_never_while_an_hour_may_still_count(start: date, months: int, own: list[int], kept_for: int) -> None:
    ends_on = add_months(start, months) - timedelta(days=1)
    kept = Kept(start, start, ends_on)
    goes = goes_on(kept, own, kept_for)
    for duration in (months, *own):
        assert goes > add_months(start, duration) - timedelta(days=1)
    assert goes > last_use(kept, own)
