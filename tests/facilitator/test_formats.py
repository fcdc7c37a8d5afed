"""Hours as people write them: read to the minute, or refused with a sentence."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.formats import MOST_MINUTES, NBSP, NNBSP, hours, month, parse_hours, short_month
from facilitator.words import RuleBroken


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("7h30", 450),
        ("7 h 30", 450),
        ("7H30", 450),
        (f"7{NBSP}h{NBSP}30", 450),
        ("7:30", 450),
        ("7 h 30 min", 450),
        ("7.5", 450),
        ("7,5", 450),
        ("7,5 h", 450),
        (",5", 30),
        ("151,67", 9100),
        ("151,666666667", 9100),
        ("151:40:00", 9100),
        ("1 234,5", 74070),
        (f"1{NBSP}234,5", 74070),
        (f"1{NNBSP}234,5", 74070),
        (f"1{NNBSP}234{NBSP}h{NBSP}05", 74045),
        ("1234", 74040),
        ("1,234", 74),
        ("0.125", 8),
        ("35h", 2100),
        ("35 heures", 2100),
        ("1 heure", 60),
        ("90 min", 90),
        ("90mn", 90),
        ("0", 0),
        (" 0 h ", 0),
        ("0,008", 0),
        ("0,0083333334", 1),
        ("", None),
        (None, None),
        (f" {NNBSP}\n", None),
        ("—", None),
        ("-", None),
    ],
)
def test_hours_are_read_as_they_are_written(text: str | None, minutes: int | None) -> None:
    assert parse_hours(text) == minutes


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("-5", "négatives"),
        ("−5 h", "négatives"),
        ("7h75", "de 0 à 59"),
        ("7:60", "de 0 à 59"),
        ("7:30:75", "de 0 à 59"),
        ("7h5", "ne se lit pas"),
        ("1,234.5", "ne se lit pas"),
        ("1.234,5", "ne se lit pas"),
        ("1.234", "deux façons"),
        ("1 23", "ne se lit pas"),
        ("12 34,5", "ne se lit pas"),
        ("1e3", "ne se lit pas"),
        ("12/5", "date"),
        ("12/05/2026", "date"),
        ("2026-05-12", "date"),
        ("12.05.2026", "date"),
        ("5-12", "date"),
        ("janv.-26", "ne se lit pas"),
        ("#REF!", "ne se lit pas"),
        ("=A1", "ne se lit pas"),
        ("7,", "ne se lit pas"),
        (",", "ne se lit pas"),
        ("h", "ne se lit pas"),
        ("7,5h30", "ne se lit pas"),
        ("7:30 PM", "ne se lit pas"),
        ("٧", "ne se lit pas"),
        ("+7", "ne se lit pas"),
        ("9" * 12, "trop grand"),
        ("9" * 39, "trop grand"),
        ("9" * 50, "ne se lit pas"),
    ],
)
def test_what_is_not_surely_hours_is_refused_with_a_sentence(text: str, why: str) -> None:
    with pytest.raises(RuleBroken, match=why):
        parse_hours(text)


@given(st.integers(0, MOST_MINUTES))
def test_what_is_written_is_read_back(minutes: int) -> None:
    assert parse_hours(hours(minutes)) == minutes
    assert parse_hours(hours(-minutes), signed=True) == -minutes


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = parse_hours(text)
    except RuleBroken:
        return
    assert found is None or 0 <= found <= MOST_MINUTES


def test_a_month_is_named_in_french() -> None:
    assert month(date(2026, 10, 1)) == f"octobre{NBSP}2026"
    assert short_month(date(2026, 2, 1)) == f"févr.{NBSP}2026"
    assert month(None) == short_month(None) == "—"
