"""Shares that sum to the whole, hours carried for a holder, the target at a date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.contracts.commitments.rules import (
    Duty,
    Share,
    Version,
    check_new,
    minutes_at,
    missing_in,
    owed,
    split,
    steps,
)
from clauses.contracts.rules import Party
from facilitator.words import RuleBroken

HOLDER = Share(1, 10, Party.HOLDER, 600)
JOINT = Share(2, 20, Party.JOINT_CONTRACTOR, 400)
SUB = Share(3, 30, Party.SUBCONTRACTOR, 200, parent=1)
DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (49_980, [1, 1, 1], [16_660, 16_660, 16_660]),
        (100, [1, 1, 1], [34, 33, 33]),
        (10, [0, 0], [5, 5]),
        (7, [6, 1], [6, 1]),
        (1, [1, 3], [0, 1]),
        (0, [2, 3], [0, 0]),
        (5, [], []),
    ],
)
def test_a_split_gives_the_remainder_to_the_largest(total: int, weights: list[int], parts: list[int]) -> None:
    assert split(total, weights) == parts


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
def test_a_split_always_sums_to_the_whole(total: int, weights: list[int]) -> None:
    parts = split(total, weights)

    assert sum(parts) == total
    assert all(part >= 0 for part in parts)


@given(st.integers(0, 10**6), st.lists(st.integers(1, 1000), min_size=1, max_size=8))
def test_no_part_is_a_whole_minute_away_from_its_exact_share(total: int, weights: list[int]) -> None:
    for part, weight in zip(split(total, weights), weights, strict=True):
        assert abs(part * sum(weights) - total * weight) < sum(weights)


def test_a_split_refuses_negative_figures() -> None:
    with pytest.raises(ValueError, match="negative"):
        split(-1, [1])


def test_what_subcontractors_carry_is_owed_once() -> None:
    assert owed([HOLDER, JOINT, SUB]) == 1000


@pytest.mark.parametrize(
    ("target", "shares", "words"),
    [
        (1000, [HOLDER, JOINT, SUB], []),
        (1000, [], ["qui est titulaire"]),
        (1000, [HOLDER], ["il manque 6 h 40"]),
        (600, [HOLDER, JOINT], ["6 h 40 de trop"]),
        (1000, [HOLDER, JOINT, Share(3, 30, Party.SUBCONTRACTOR, 700, parent=1)], ["plus que les 10 h"]),
        (1000, [HOLDER, Share(2, 20, Party.HOLDER, 400)], ["n’a qu’un titulaire"]),
        (None, [HOLDER], []),
    ],
)
def test_what_does_not_hold_among_shares_is_said(
    target: int | None, shares: list[Share], words: list[str]
) -> None:
    said = [sentence.replace("\u00a0", " ") for sentence in missing_in(target, shares)]

    assert len(said) == len(words)
    assert all(word in sentence for word, sentence in zip(words, said, strict=True))


@pytest.mark.parametrize(
    ("share", "field"),
    [
        (Share(9, 10, Party.JOINT_CONTRACTOR, 1), "organisation_id"),
        (Share(9, 40, Party.HOLDER, 1), "party"),
        (Share(9, 40, Party.SUBCONTRACTOR, 1), "parent_id"),
        (Share(9, 10, Party.SUBCONTRACTOR, 1, parent=1), "organisation_id"),
        (Share(9, 40, Party.SUBCONTRACTOR, 401, parent=1), "hours"),
        (Share(1, 10, Party.HOLDER, 100), "hours"),
    ],
)
def test_a_share_that_cannot_stand_is_refused_on_its_field(share: Share, field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_new(share, [HOLDER, JOINT, SUB])

    assert refused.value.field == field


def test_a_subcontractor_may_carry_all_that_is_left() -> None:
    check_new(Share(9, 40, Party.SUBCONTRACTOR, 400, parent=1), [HOLDER, JOINT, SUB])


def test_the_past_keeps_its_own_target() -> None:
    versions = [Version(date(2026, 6, 1), 900), Version(date(2027, 1, 1), 500)]

    assert minutes_at(600, versions, date(2026, 5, 31)) == 600
    assert minutes_at(600, versions, date(2026, 6, 1)) == 900
    assert minutes_at(600, versions, date(2030, 1, 1)) == 500


def test_of_two_versions_of_the_same_day_the_later_decided_stands() -> None:
    versions = [Version(DAY, 900), Version(DAY, 500)]

    assert minutes_at(600, versions, DAY) == 500
    assert steps(600, versions, DAY) == [Version(DAY, 500)]


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 10**6)), max_size=8), st.integers(0, 1000))
def test_steps_say_the_same_as_the_target_at_each_date(drawn: list[tuple[int, int]], after: int) -> None:
    versions = [Version(DAY + timedelta(days), minutes) for days, minutes in sorted(drawn)]
    at = DAY + timedelta(after)
    begun = [step for step in steps(600, versions, DAY) if step.effective_on <= at]

    assert begun[-1].minutes == minutes_at(600, versions, at)


@pytest.mark.parametrize(
    ("duty", "expected"),
    [
        (Duty(600), 600),
        (Duty(600, starts_on=DAY), 600),
        (Duty(600, starts_on=DAY + timedelta(1)), 0),
        (Duty(600, optional=True), 0),
        (Duty(600, optional=True, affirmed_on=DAY), 600),
        (Duty(600, optional=True, affirmed_on=DAY + timedelta(1)), 0),
        (Duty(600, versions=(Version(DAY, 700),)), 700),
    ],
)
def test_an_optional_tranche_counts_once_affirmed(duty: Duty, expected: int) -> None:
    assert duty.minutes_at(DAY) == expected
