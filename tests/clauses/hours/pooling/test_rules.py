"""What an agreement needs, and how a month is shared."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.hours.pooling.rules import Member, check_agreement, check_month, shares
from facilitator.words import RuleBroken

MARCH = date(2026, 3, 1)
OPEN, SILENT = Member(1, "2026-001, lot 1", 2, True), Member(2, "2026-002, lot 1", 1, False)


@pytest.mark.parametrize(
    ("members", "ends_on", "reason", "refused"),
    [
        ([OPEN, Member(3, "", 1, True)], None, "", None),
        ([OPEN, SILENT], None, "Accord écrit de la Ville, 2 mars", None),
        ([OPEN, SILENT], None, " ", "2026-002, lot 1"),
        ([OPEN], None, "", "au moins deux"),
        ([OPEN, OPEN], None, "", "au moins deux"),
        ([OPEN, Member(3, "", 0, True)], None, "", "au moins 1"),
        ([OPEN, Member(3, "", 1, True)], date(2026, 2, 1), "", "précède"),
    ],
)
def test_an_agreement_is_of_two_commitments_that_allow_it(
    members: list[Member], ends_on: date | None, reason: str, refused: str | None
) -> None:
    if refused is None:
        check_agreement(members, MARCH, ends_on, reason)
        return
    with pytest.raises(RuleBroken, match=refused):
        check_agreement(members, MARCH, ends_on, reason)


@pytest.mark.parametrize(
    ("month", "covered"),
    [
        (date(2026, 2, 1), False),
        (date(2026, 3, 1), True),
        (date(2026, 6, 1), True),
        (date(2026, 7, 1), False),
    ],
)
def test_an_agreement_covers_the_months_it_meets(month: date, covered: bool) -> None:
    if covered:
        check_month(date(2026, 3, 15), date(2026, 6, 10), month)
        return
    with pytest.raises(RuleBroken, match="ne couvre pas"):
        check_month(date(2026, 3, 15), date(2026, 6, 10), month)


@pytest.mark.parametrize(
    ("minutes", "weights", "typed", "parts"),
    [
        (9100, (2, 1), None, [6067, 3033]),
        (1, (1, 1, 1), None, [1, 0, 0]),
        (600, (1, 1), (600, 0), [600, 0]),
    ],
)
def test_a_month_is_shared_exactly(
    minutes: int, weights: tuple[int, ...], typed: tuple[int, ...] | None, parts: list[int]
) -> None:
    assert shares(minutes, weights, typed) == parts


@pytest.mark.parametrize(("minutes", "typed"), [(0, None), (600, (300, 299)), (600, (601, -1))])
def test_no_hour_is_lost_or_counted_twice(minutes: int, typed: tuple[int, ...] | None) -> None:
    with pytest.raises(RuleBroken):
        shares(minutes, (1, 1), typed)


@given(st.integers(1, 44_640), st.lists(st.integers(1, 1000), min_size=2, max_size=9))
def test_whatever_the_weights_the_parts_are_the_whole(minutes: int, weights: list[int]) -> None:
    parts = shares(minutes, weights)
    assert sum(parts) == minutes
    assert all(
        abs(part - minutes * weight / sum(weights)) < 1 for part, weight in zip(parts, weights, strict=True)
    )
