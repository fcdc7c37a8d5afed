"""Numbers of the sizing: exact, rounded, written, said in people."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.parameters.numbers.rules import Rounding, Unit, decimal, plain, rounded, shown
from clauses.sizing.rules import completion, fte


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(2500, 3), "833.3333333333"), (Fraction(1000), "1000"), (Fraction(1, 4), "0.25"),
        (Fraction(-1, 4), "-0.25"), (Fraction(0), "0"), (Decimal("1E+3"), "1000"),
    ],
)  # fmt: skip
def test_an_exact_value_is_written_with_ten_decimals_at_most(value: Fraction, text: str) -> None:
    assert plain(value) == text


@pytest.mark.parametrize(
    ("value", "up", "even", "low", "high"),
    [("832.5", 833, 832, 832, 833), ("833.5", 834, 834, 833, 834), ("833.33", 833, 833, 833, 834)],
)
def test_the_roundings(value: str, up: int, even: int, low: int, high: int) -> None:
    exact = Fraction(value)

    assert [rounded(exact, mode) for mode in Rounding] == [up, low, high, even]


@given(st.fractions(min_value=-(10**9), max_value=10**9))
def test_the_written_value_is_never_further_than_half_its_last_decimal(value: Fraction) -> None:
    assert abs(Fraction(plain(value)) - value) <= Fraction(1, 2 * 10**10)


def test_full_time_equivalents_match_the_published_figures() -> None:
    assert rounded(fte(25_124_684, 1600)) == 15703
    assert decimal(fte(8372, 1600), 2) == Decimal("5.23")
    assert decimal(fte(8372, 1820), 2) == Decimal("4.60")


@pytest.mark.parametrize(("due", "done", "shown"), [(9500, 11000, "115.8"), (43000, 103000, "239.5")])
def test_completion_matches_the_published_shares(due: int, done: int, shown: str) -> None:
    share = completion(due, done)

    assert share is not None
    assert decimal(share * 100, 1) == Decimal(shown)


def test_nothing_due_has_no_completion() -> None:
    assert completion(0, 12) is None


def test_numbers_are_shown_with_their_unit() -> None:
    assert shown(Fraction(1), Unit.JOBS) == "1\u00a0emploi"
    assert shown(Fraction(2), Unit.JOBS) == "2\u00a0emplois"
    assert shown(Fraction(1), Unit.MONTHS) == "1\u00a0mois"
    assert shown(Fraction(1, 8), Unit.RATE) == "12,5\u00a0%"
