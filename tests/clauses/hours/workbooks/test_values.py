"""What people type in their cells, as tables and properties."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.hours.workbooks.rules import Period
from clauses.hours.workbooks.values import day_of, minutes_of, period_of, split_name, words_of
from clauses.hours.workbooks.weeks import shares, told, working_days
from facilitator.exchange.columns import hours_decimal
from facilitator.words import RuleBroken

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
WEEK = Period(date(2026, 9, 28), date(2026, 10, 4))
DAY = Period(date(2026, 10, 5), date(2026, 10, 5))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("octobre 2026", OCTOBER),
        ("Oct-26", OCTOBER),
        ("OCTOBRE", OCTOBER),
        ("10/2026", OCTOBER),
        ("2026-10", OCTOBER),
        ("202610", OCTOBER),
        ("Heures d’octobre 2026", OCTOBER),
        ("S40", WEEK),
        ("Semaine 40 2026", WEEK),
        ("2026-S40", WEEK),
        ("du 28/09/2026 au 04/10/2026", WEEK),
        ("S40 du 28/09/2026 au 04/10/2026", WEEK),
        ("28/09 au 04/10/2026", WEEK),
        ("05/10/2026", DAY),
        ("lun. 5/10", DAY),
        ("2026-10-05 00:00", DAY),
        ("31/02/2026", None),
        ("S54 2026", None),
        ("Marché", None),
        ("Total", None),
        ("", None),
    ],
)
def test_a_period_is_read_as_it_is_written(text: str, period: Period | None) -> None:
    assert period_of(text, 2026) == period


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("17/05/1990", date(1990, 5, 17)),
        ("17.5.90", date(1990, 5, 17)),
        ("33010", date(1990, 5, 17)),
        ("x", None),
    ],
)
def test_a_day_is_read_even_when_its_format_was_lost(text: str, day: date | None) -> None:
    assert day_of(text) == day


@given(st.integers(0, 1_000_000))
def test_minutes_survive_a_sheet(minutes: int) -> None:
    assert minutes_of(str(hours_decimal(minutes)).replace(".", ",")) == minutes
    assert minutes_of(f"{minutes // 60}h{minutes % 60:02d}") == minutes


@pytest.mark.parametrize("text", ["douze", "7:75", "-5", "12/10"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken):
        minutes_of(text)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("DURAND Zoé", ("DURAND", "Zoé")),
        ("Zoé LE GOFF", ("LE GOFF", "Zoé")),
        ("Durand Zoé", ("Durand", "Zoé")),
    ],
)
def test_a_name_in_one_cell_is_split(name: str, parts: tuple[str, str]) -> None:
    assert split_name(name) == parts
    assert words_of(name) == words_of(" ".join(parts))


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(0, 120), st.integers(0, 30_000))
def test_a_span_is_shared_by_working_day_and_nothing_is_lost(first: date, length: int, minutes: int) -> None:
    period = Period(first, first + timedelta(days=length))
    parts = shares(period, minutes)
    assert sum(part for _, part in parts) == minutes
    weights = [working_days(period, month) for month, _ in parts]
    if any(weights):
        assert all(
            abs(part * sum(weights) - minutes * weight) < sum(weights)
            for (_, part), weight in zip(parts, weights, strict=True)
        )


def test_a_shared_week_says_how() -> None:
    assert shares(WEEK, 35 * 60) == [(date(2026, 9, 1), 21 * 60), (date(2026, 10, 1), 14 * 60)]
    assert "21\u00a0h pour 3 jours en septembre\u00a02026" in told(WEEK, 35 * 60)
    assert told(DAY, 60) == ""
