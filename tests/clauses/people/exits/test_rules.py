"""What became of people: the terms, the states, the shares, what may be told."""

from datetime import date
from fractions import Fraction

import pytest

from clauses.people.exits.rules import (
    EMPLOYED,
    SUSTAINABLE,
    ExitSituation,
    ExitState,
    Outcome,
    check_answer,
    outcomes,
    state_on,
    terms_after,
    told,
)
from facilitator.words import RuleBroken

S = ExitSituation


@pytest.mark.parametrize(
    ("counted_from", "days"),
    [
        (date(2026, 6, 1), [date(2026, 9, 1), date(2026, 12, 1), date(2027, 6, 1)]),
        (date(2026, 11, 30), [date(2027, 2, 28), date(2027, 5, 30), date(2027, 11, 30)]),
    ],
)
def test_one_asks_three_six_and_twelve_months_later(counted_from: date, days: list[date]) -> None:
    assert [term.due_on for term in terms_after(counted_from)] == days


@pytest.mark.parametrize(
    ("answered", "today", "state"),
    [
        (True, date(2026, 9, 1), ExitState.ANSWERED),
        (False, date(2026, 8, 31), ExitState.COMING),
        (False, date(2026, 9, 1), ExitState.DUE),
        (False, date(2026, 10, 1), ExitState.DUE),
        (False, date(2026, 10, 2), ExitState.LATE),
    ],
)
def test_where_a_review_stands(answered: bool, today: date, state: ExitState) -> None:
    assert state_on(date(2026, 9, 1), answered, today) is state


def test_nobody_answers_for_a_day_to_come() -> None:
    check_answer(date(2026, 9, 1), date(2026, 9, 1))
    with pytest.raises(RuleBroken, match="pas encore atteint"):
        check_answer(date(2026, 9, 1), date(2026, 8, 31))


def test_a_lasting_job_is_a_job() -> None:
    assert SUSTAINABLE < EMPLOYED
    assert S.FIXED_SHORT not in SUSTAINABLE


def test_the_share_is_of_those_who_were_reached() -> None:
    said = [S.PERMANENT, S.FIXED_LONG, S.FIXED_SHORT, S.SEEKING, S.UNKNOWN, None]
    three, six, twelve = outcomes([(3, one) for one in said] + [(6, S.PERMANENT)])

    assert three == Outcome(3, asked=6, reached=4, employed=3, lasting=2)
    assert three.share == Fraction(1, 2)
    assert six.share == 1
    assert twelve == Outcome(12, 0, 0, 0, 0)
    assert twelve.share is None


@pytest.mark.parametrize(
    ("outcome", "least", "says"),
    [
        (
            Outcome(6, 25, 22, 16, 12),
            5,
            "À 6 mois : 22 personnes jointes sur 25, 16 en emploi, 12 en emploi durable.",
        ),
        (Outcome(6, 25, 22, 20, 12), 5, "À 6 mois : 22 personnes jointes sur 25, 12 en emploi durable."),
        (Outcome(6, 25, 22, 22, 4), 5, "À 6 mois : 22 personnes jointes sur 25, 22 en emploi."),
        (Outcome(6, 9, 4, 4, 4), 5, "À 6 mois : moins de 5 personnes jointes."),
        (Outcome(6, 0, 0, 0, 0), 5, "À 6 mois : personne encore."),
        (
            Outcome(3, 3, 2, 1, 1),
            1,
            "À 3 mois : 2 personnes jointes sur 3, 1 en emploi, 1 en emploi durable.",
        ),
    ],
)
def test_small_numbers_are_hidden(outcome: Outcome, least: int, says: str) -> None:
    assert " ".join(told(outcome, least).split()) == says
