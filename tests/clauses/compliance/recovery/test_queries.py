"""Each act is told in the log, without a name; each asker sees her own."""

from datetime import date

import pytest
from sqlalchemy import select

from clauses.compliance.exchanges.models import Exchange
from clauses.compliance.recovery.list_queries import (
    count,
    find_unattended,
    open_requests,
    states_of,
    unattended,
)
from clauses.compliance.recovery.queries import (
    answer_offer,
    ask_candidates,
    end_action,
    offer_candidates,
    plan_action,
)
from clauses.compliance.recovery.rules import ActionState, Actor, Answered, RefusalReason, Reply
from clauses.compliance.rules import ClauseState, Reason
from clauses.compliance.standing.models import ClauseStanding
from facilitator.access import Asker, Role
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.words import RuleBroken
from tests.factories import add, make_user
from tests.factories_compliance import make_offer, make_request
from tests.factories_hours import make_participant, make_running

FIGURES = (
    "due",
    "target",
    "expected",
    "known",
    "declared",
    "validated",
    "counted",
    "late_months",
    "low",
    "middle",
    "high",
)
pytestmark = pytest.mark.usefixtures("app")


def told() -> list[str]:
    return [
        row.summary.replace("\u00a0", " ")
        for row in db.session.scalars(select(Exchange).order_by(Exchange.id))
    ]


def test_a_request_an_offer_and_its_answer_are_told_to_both_sides() -> None:
    commitment = make_running()
    request = ask_candidates(commitment, 2, "maçon VRD")

    offer = offer_candidates(
        commitment, make_user().id, people=2, trade="maçon VRD", offered_on=today(), request=request
    )
    answer_offer(offer, Reply(1, 1, RefusalReason.SKILLS))
    db.session.commit()

    assert told() == [
        "L’entreprise demande 2 candidats : maçon VRD.",
        "2 candidats proposés : maçon VRD.",
        "1 candidat retenu, 1 candidat non retenu (le profil ne correspond pas au poste).",
    ]
    assert all(row.buyer_sees for row in db.session.scalars(select(Exchange)))
    assert request.answered_on == today()


def test_an_answer_is_given_once() -> None:
    offer = make_offer(accepted=2, refused=0, answered_on=date(2026, 9, 8))

    with pytest.raises(RuleBroken):
        answer_offer(offer, Reply(1, 0))


@pytest.mark.parametrize("text", ["Jeanne Morel lundi", "MOREL Jeanne, puis un autre", "voir jeanne MOREL."])
def test_nobody_is_named_where_a_buyer_reads(text: str) -> None:
    commitment = make_running()
    make_participant(body_id=commitment.terms.lot.contract.body_id, family_name="Morel", given_name="Jeanne")

    with pytest.raises(RuleBroken) as refused:
        plan_action(
            commitment.terms.lot.contract,
            make_user().id,
            actor=Actor.COMPANY,
            what=text,
            due_on=today(),
        )

    assert refused.value.field == "what"


def test_an_action_ends_once_and_says_why_it_is_given_up() -> None:
    contract = make_running().terms.lot.contract
    action = plan_action(contract, make_user().id, actor=Actor.BUYER, what="Décaler le lot", due_on=today())
    with pytest.raises(RuleBroken):
        end_action(action, ActionState.DROPPED, "")

    end_action(action, ActionState.DONE, "Fait en réunion")
    end_action(action, ActionState.DONE, "Fait en réunion")
    with pytest.raises(RuleBroken):
        end_action(action, ActionState.DROPPED, "Non")
    db.session.commit()

    assert action.ended_on == today()
    assert len(told()) == 2


def test_a_request_is_open_until_an_offer_answers_it() -> None:
    commitment = make_running()
    request = make_request(commitment)
    company = Asker(1, 1, Role.DECLARANT, commitment.organisation_id, "", "")
    assert open_requests(company) == [request]

    make_offer(commitment, request=request)

    assert open_requests(company) == []


def test_the_days_left_to_answer_are_those_of_the_body() -> None:
    offer = make_offer(offered_on=date(2026, 10, 30))

    assert [row.state for row in states_of([offer], date(2026, 11, 7))] == [Answered.SILENT]


def test_a_late_clause_is_unattended_until_an_action_is_planned() -> None:
    commitment = make_running()
    contract = commitment.terms.lot.contract
    add(
        ClauseStanding(
            terms_id=commitment.terms_id,
            body_id=contract.body_id,
            contract_id=contract.id,
            contract_version=1,
            computed_at=now(),
            computed_on=today(),
            standing=ClauseState.LATE,
            reason=Reason.FORECAST_LATE,
            **dict.fromkeys(FIGURES, 0),
        )
    )
    body = Asker(1, 1, Role.FACILITATOR, contract.body_id, "", "")
    assert (count(find_unattended(body)), unattended(body)) == (1, [commitment.terms])

    plan_action(contract, make_user().id, actor=Actor.COMPANY, what="Recruter", due_on=today())

    assert unattended(body, contract.id) == []
