"""What was written of a person is kept as long as it serves, from the last contact with her."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geiq.pathways.keeping.rules import goes_on, last_contact

ENDED, NEWS = date(2024, 2, 29), date(2025, 3, 1)
DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("ended", "answered", "contact"),
    [
        ((ENDED,), (), ENDED),
        ((ENDED,), (NEWS,), NEWS),
        ((ENDED, date(2023, 1, 1)), (), ENDED),
        ((ENDED, None), (NEWS,), None),
        ((), (), None),
    ],
)
def test_the_last_contact_is_an_end_or_her_news_and_none_while_she_is_followed(
    ended: tuple[date | None, ...], answered: tuple[date, ...], contact: date | None
) -> None:
    assert last_contact(ended, answered) == contact


def test_two_years_after_a_leap_day_is_the_day_after_the_last_of_february() -> None:
    assert goes_on(ENDED, 24) == date(2026, 3, 1)


@given(st.lists(DAYS, min_size=1, max_size=4), st.lists(DAYS, max_size=3), st.integers(12, 120))
def test_nothing_goes_before_its_months_are_past_since_every_contact(
    ended: list[date], answered: list[date], months: int
) -> None:
    contact = last_contact(ended, answered)

    assert contact is not None
    assert all(
        goes_on(contact, months) > goes_on(day, months) - timedelta(days=1) for day in ended + answered
    )
    assert (goes_on(contact, months) - contact).days >= 30 * months * 365 // 366
