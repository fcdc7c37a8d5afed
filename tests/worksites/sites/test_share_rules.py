"""Shares of a contract on its worksites: never an hour twice."""

from decimal import Decimal

import pytest

from facilitator.words import RuleBroken
from worksites.sites.shares.rules import SitePart, check_part, overfull, ratio_of

HALF, WHOLE = Decimal("0.5"), Decimal(1)


@pytest.mark.parametrize(
    ("wanted", "others"),
    [
        (SitePart(1, None, WHOLE), []),
        (SitePart(1, None, HALF), [SitePart(2, None, HALF)]),
        (SitePart(1, 7, WHOLE), [SitePart(1, 8, WHOLE), SitePart(2, 8, Decimal(0))]),
    ],
)
def test_parts_within_the_whole_are_kept(wanted: SitePart, others: list[SitePart]) -> None:
    check_part(wanted, others)


@pytest.mark.parametrize(
    ("wanted", "others", "why"),
    [
        (SitePart(1, None, HALF), [SitePart(2, None, Decimal("0.51"))], "Il ne reste que 49,00"),
        (SitePart(1, 7, HALF), [SitePart(2, 7, WHOLE)], "de ce lot"),
        (SitePart(1, 7, HALF), [SitePart(2, None, HALF)], "pour le marché entier"),
        (SitePart(1, None, HALF), [SitePart(2, 7, HALF)], "pour l’un de ses lots"),
        (SitePart(1, 7, HALF), [SitePart(1, 7, Decimal("0.1"))], "déjà écrite"),
    ],
)
def test_an_hour_never_counts_twice(wanted: SitePart, others: list[SitePart], why: str) -> None:
    with pytest.raises(RuleBroken, match=why):
        check_part(wanted, others)


@pytest.mark.parametrize("percentage", [None, Decimal(0), Decimal("100.01"), Decimal(-1)])
def test_a_share_is_a_part(percentage: Decimal | None) -> None:
    with pytest.raises(RuleBroken):
        ratio_of(percentage)


def test_a_third_is_kept_to_the_hundredth_of_a_percent() -> None:
    assert ratio_of(Decimal("33.333")) == Decimal("0.3333")


def test_what_passes_the_whole_is_told() -> None:
    assert overfull([SitePart(1, 7, HALF), SitePart(2, 7, WHOLE), SitePart(3, 8, WHOLE)]) == [7]
