"""An action has its day, an offer its answer; what does not add up is refused on its field."""

from datetime import date

import pytest

from clauses.compliance.recovery.rules import (
    Answered,
    Offer,
    RefusalReason,
    Reply,
    answered_sentence,
    check_action,
    check_people,
)
from facilitator.words import RuleBroken

OFFERED = date(2026, 10, 30)  # a Friday; Sunday 1 November is a public holiday


@pytest.mark.parametrize(
    ("reply", "field"),
    [
        (Reply(0, 0), "taken"),
        (Reply(2, 1), "taken"),
        (Reply(1, 1), "reason"),
        (Reply(0, 2, RefusalReason.OTHER), "remark"),
    ],
)
def test_an_answer_that_does_not_hold_names_its_field(reply: Reply, field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        reply.check(2)

    assert refused.value.field == field


def test_an_answer_is_one_sentence() -> None:
    reply = Reply(1, 1, RefusalReason.SKILLS)
    reply.check(2)

    assert answered_sentence(reply).replace("\u00a0", " ") == (
        "1 candidat retenu, 1 candidat non retenu (le profil ne correspond pas au poste)."
    )


@pytest.mark.parametrize(
    ("on", "state"), [(date(2026, 11, 6), Answered.WAITING), (date(2026, 11, 7), Answered.SILENT)]
)
def test_an_offer_is_silent_after_five_working_days(on: date, state: Answered) -> None:
    assert Offer(OFFERED, 2).state(on, 5) is state


@pytest.mark.parametrize(
    ("accepted", "state"), [(0, Answered.REFUSED), (1, Answered.PARTLY), (2, Answered.ACCEPTED)]
)
def test_an_answer_gives_its_state(accepted: int, state: Answered) -> None:
    told = Offer(OFFERED, 2, None, accepted, 2 - accepted, OFFERED)

    assert told.state(OFFERED, 5) is state


def test_an_action_is_planned_for_a_day_to_come_and_says_something() -> None:
    check_action("Recruter", OFFERED, OFFERED, is_new=True)
    for what, due_on in ((" ", OFFERED), ("Recruter", date(2026, 10, 29))):
        with pytest.raises(RuleBroken):
            check_action(what, due_on, OFFERED, is_new=True)


@pytest.mark.parametrize(("people", "trade"), [(0, "Maçon"), (201, "Maçon"), (1, "")])
def test_candidates_are_a_number_and_a_trade(people: int, trade: str) -> None:
    with pytest.raises(RuleBroken):
        check_people(people, trade)
