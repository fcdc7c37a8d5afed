"""An amendment: order, effect, and the sandbox."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauses.contracts.amendments.rules import Change, Frame, Position, Step, check, lines, timeline
from clauses.contracts.commitments.rules import Share, Version
from clauses.contracts.rules import Party, Stage
from facilitator.words import RuleBroken

START = date(2026, 3, 2)
JUNE = date(2026, 6, 1)
HOLDER = Position(Share(1, 10, Party.HOLDER, 600))
JOINT = Position(Share(2, 20, Party.JOINT_CONTRACTOR, 400))
SUB = Position(Share(3, 30, Party.SUBCONTRACTOR, 200, parent=1))
POSITIONS = [HOLDER, JOINT, SUB]
FRAME = Frame(Stage.RUNNING, START, Decimal(1_000_000), date(2028, 3, 1))
CHANGE = Change(JUNE, JUNE, "Travaux supplémentaires", {1: 900})


@pytest.mark.parametrize(
    ("change", "frame", "words"),
    [
        (CHANGE, replace(FRAME, stage=Stage.CLOSED), "clos"),
        (CHANGE, replace(FRAME, notified_on=None), "pas notifié"),
        (replace(CHANGE, effective_on=date(2026, 3, 1)), FRAME, "avant la notification"),
        (CHANGE, replace(FRAME, last_change_on=date(2026, 6, 2)), "se suivent"),
        (replace(CHANGE, ends_on=date(2026, 5, 1)), FRAME, "précède"),
        (replace(CHANGE, targets={1: 600}), FRAME, "ne change rien"),
        (replace(CHANGE, targets={}, amount=Decimal(1_000_000)), FRAME, "ne change rien"),
        (replace(CHANGE, targets={1: -1}), FRAME, "négatives"),
        (replace(CHANGE, targets={1: 199}), FRAME, "sous-traitants porteraient"),
    ],
)
def test_an_amendment_that_cannot_be_is_refused(change: Change, frame: Frame, words: str) -> None:
    with pytest.raises(RuleBroken, match=words):
        check(change, frame, POSITIONS)


@pytest.mark.parametrize(
    "change",
    [
        CHANGE,
        replace(CHANGE, targets={}, amount=Decimal(2)),
        replace(CHANGE, targets={}, ends_on=date(2029, 1, 1)),
        replace(CHANGE, effective_on=START),
    ],
)
def test_an_amendment_changes_hours_or_amount_or_end(change: Change) -> None:
    check(change, FRAME, POSITIONS)


def test_an_amendment_may_take_effect_the_day_of_the_last_one() -> None:
    check(CHANGE, replace(FRAME, last_change_on=JUNE), POSITIONS)


def test_the_sandbox_shows_each_company_before_and_after() -> None:
    found = lines(CHANGE, POSITIONS)

    assert [(line.key, line.before, line.after, line.delta) for line in found] == [
        (1, 600, 900, 300),
        (2, 400, 400, 0),
        (3, 200, 200, 0),
    ]


def test_the_sandbox_shows_what_everybody_owes_at_each_date() -> None:
    later = replace(JOINT, versions=(Version(date(2027, 1, 1), 500),))

    assert timeline(CHANGE, [HOLDER, later, SUB], START) == [
        Step(START, 1000, 1000),
        Step(JUNE, 1000, 1300),
        Step(date(2027, 1, 1), 1100, 1400),
    ]


@given(st.integers(0, 700), st.integers(0, 5000), st.integers(0, 5000))
def test_nothing_moves_before_the_date_of_effect(days: int, first: int, second: int) -> None:
    on = START + timedelta(days)
    change = replace(CHANGE, effective_on=on, targets={1: first, 2: second})

    for step in timeline(change, POSITIONS, START):
        assert step.before == 1000
        assert step.after == (1000 if step.on < on else first + second)
