"""The pages of the recovery: the body plans and offers, the company asks and answers, the buyer reads."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from clauses.compliance.recovery.models import CandidateOffer, CandidateRequest, RecoveryAction
from clauses.contracts.models import Commitment
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.clock import today
from facilitator.db import db, unaudited
from facilitator.mail.models import OutboxMessage
from tests.conftest import Client
from tests.factories import make_contact, make_meeting
from tests.factories_compliance import make_action, make_offer
from tests.factories_hours import make_running


@pytest.fixture
def commitment(client: Client) -> Commitment:
    row = make_running()
    contract = row.terms.lot.contract
    body = db.session.get_one(Organisation, contract.body_id)
    make_meeting(body, row.organisation)
    make_contact(row.organisation)
    with unaudited(db.session, "a test"):
        db.session.commit()
    client.as_role(Role.FACILITATOR, body)
    return row


def test_an_action_planned_stands_on_the_contract_and_on_the_buyers_page(
    client: Client, commitment: Commitment
) -> None:
    contract = commitment.terms.lot.contract
    told = {"what": "Recruter deux maçons", "actor": "company", "due_on": str(today() + timedelta(days=9))}
    sent = told | {"organisation_id": commitment.organisation_id, "terms_id": 0, "form_key": "once"}

    for _ in range(2):
        client.post("recovery.create", sent, contract_id=contract.id)

    assert len(db.session.scalars(select(RecoveryAction)).all()) == 1
    client.as_role(Role.BUYER_READER, contract.buyer)
    assert "Recruter deux maçons" in client.get("contracts.show", contract_id=contract.id).text
    assert "Prévoir une action" not in client.get("contracts.show", contract_id=contract.id).text


def test_an_action_whose_day_is_past_is_told_to_everybody_it_concerns(
    client: Client, commitment: Commitment
) -> None:
    make_action(commitment, due_on=today() - timedelta(days=1))
    with unaudited(db.session, "a test"):
        db.session.commit()

    assert "1 action de rattrapage en retard" in client.get("home.index").text.replace("\u00a0", " ")
    client.as_role(Role.COMPANY_ADMIN, commitment.organisation)
    assert "En retard" in client.get("recovery.index", etat="late").text


def test_candidates_offered_are_answered_by_the_company_once(client: Client, commitment: Commitment) -> None:
    client.post(
        "candidates.offer",
        {
            "commitment_id": commitment.id,
            "request_id": 0,
            "people": 2,
            "trade": "maçon VRD",
            "offered_on": str(today()),
            "told": "y",
        },
        contract_id=commitment.terms.lot.contract_id,
    )
    offer = db.session.scalars(select(CandidateOffer)).one()
    mail = db.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "Candidats proposés")).one()
    assert "maçon VRD" in mail.subject
    client.as_role(Role.DECLARANT, commitment.organisation)

    refused = client.post("candidates.answer", {"taken": 1, "not_taken": 1}, offer_id=offer.id)
    client.post("candidates.answer", {"taken": 1, "not_taken": 1, "reason": "skills"}, offer_id=offer.id)

    assert refused.status == 422
    assert "Dites pourquoi" in refused.errors
    db.session.expire_all()
    assert (offer.accepted, offer.refused) == (1, 1)


def test_a_company_asks_for_candidates_and_the_facilitator_is_told(
    client: Client, commitment: Commitment
) -> None:
    body = db.session.get_one(Organisation, commitment.terms.lot.contract.body_id)
    client.as_role(Role.DECLARANT, commitment.organisation)

    client.post("candidates.ask", {"commitment_id": commitment.id, "people": 3, "trade": "Peintre"})

    assert db.session.scalars(select(CandidateRequest)).one().people == 3
    client.as_role(Role.FACILITATOR, body)
    assert "1 demande de candidats sans proposition" in client.get("home.index").text.replace("\u00a0", " ")


def test_a_buyer_never_reaches_the_offers(client: Client, commitment: Commitment) -> None:
    offer = make_offer(commitment)
    with unaudited(db.session, "a test"):
        db.session.commit()
    client.as_role(Role.BUYER_VALIDATOR, commitment.terms.lot.contract.buyer)

    assert client.get("candidates.index").status == 404
    assert client.get("candidates.answer", offer_id=offer.id).status == 404
