"""Trades in words or by their code."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clauses.people.employments.trades.rules import LONGEST, offered, parse_trade, trades


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("F1703", "Maçonnerie (F1703)"),
        ("f 1703", "Maçonnerie (F1703)"),
        ("F1703 - maçon", "Maçonnerie (F1703)"),
        ("maconnerie", "Maçonnerie (F1703)"),
        ("Maçonnerie (F1703)", "Maçonnerie (F1703)"),
        ("Maçon  VRD", "Maçon VRD"),
        ("Z9999", "Z9999"),
        ("A9999", "A9999"),
        ("", ""),
    ],
)
def test_a_trade_is_kept_with_its_code_when_it_has_one(typed: str, kept: str) -> None:
    assert parse_trade(typed) == kept


@given(some.sampled_from(sorted(trades())))
def test_what_is_suggested_is_kept_as_it_is(code: str) -> None:
    for text in (code, trades()[code], parse_trade(code)):
        assert parse_trade(text) == parse_trade(code)
    assert parse_trade(code).startswith(trades()[code][:100])


def test_every_suggestion_fits() -> None:
    assert len(offered()) == 532
    assert all(len(each) <= LONGEST and "'" not in each for each in offered())
