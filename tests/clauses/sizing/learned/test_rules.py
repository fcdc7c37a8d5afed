"""The learned proposal: quartiles of what comparable contracts asked."""

from decimal import Decimal
from fractions import Fraction

from clauses.sizing.learned.rules import Past, amount_range, learn


def past(*hours: int, done: int | None = None) -> list[Past]:
    """Contracts of 100,000 euros that asked these hours."""
    return [Past(Decimal(100_000), each * 60, done and done * 60) for each in hours]


def test_the_median_and_quartiles_are_scaled_to_the_amount() -> None:
    learned = learn(past(100, 200, 300, 400, 500), Decimal(250_000), 5)

    assert learned is not None
    assert (learned.hours_low, learned.hours, learned.hours_high) == (500, 750, 1000)
    assert learned.completion is None


def test_what_was_really_done_is_a_median_share() -> None:
    learned = learn([*past(100, 100, 100, done=80), *past(100, 100)], Decimal(100_000), 5)

    assert learned is not None
    assert learned.completion == Fraction(4, 5)


def test_too_few_contracts_propose_nothing() -> None:
    assert learn(past(100, 200, 300, 400), Decimal(100_000), 5) is None


def test_comparable_amounts_go_from_half_to_double() -> None:
    assert amount_range(Decimal(100_000), Fraction(2)) == (Decimal(50_000), Decimal(200_001))
