"""The staffing requests: asked, ranked with reasons, proposed, answered; both silences are told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from clauses.compliance.exchanges.models import Exchange
from clauses.compliance.recovery.models import CandidateOffer, CandidateRequest
from clauses.compliance.rules import ClauseState, Reason
from clauses.compliance.standing.models import ClauseStanding
from clauses.contracts.models import Commitment
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.clock import now, today
from facilitator.db import db, unaudited
from facilitator.mail.models import OutboxMessage
from geiq.matching.jobs import run
from geiq.matching.models import Proposal, StaffingRequest
from geiq.matching.rules import ProposalState, StaffingState
from tests.clauses.compliance.recovery.test_queries import FIGURES
from tests.conftest import Client
from tests.factories import add, make_contact, make_meeting, make_organisation
from tests.factories_hours import make_certificate, make_employment, make_participant, make_running
from tests.factories_matching import make_proposal, make_staffing

ASKED = {"trade": "f1703", "people": 1, "postcode": "63000", "french": "", "licence": "", "contract_type": ""}


@pytest.fixture
def commitment(client: Client) -> Commitment:
    row = make_running()
    body = db.session.get_one(Organisation, row.terms.lot.contract.body_id)
    make_meeting(body, row.organisation)
    make_contact(row.organisation)
    committed()
    client.as_role(Role.FACILITATOR, body)
    return row


def committed() -> None:
    with unaudited(db.session, "a test"):
        db.session.commit()


def body_of(commitment: Commitment) -> Organisation:
    return db.session.get_one(Organisation, commitment.terms.lot.contract.body_id)


def asked(commitment: Commitment, people: int = 1) -> StaffingRequest:
    row = make_staffing(
        body_of(commitment), organisation=commitment.organisation, commitment=commitment, people=people
    )
    committed()
    return row


def test_a_company_asks_and_its_contract_knows(client: Client, commitment: Commitment) -> None:
    client.as_role(Role.DECLARANT, commitment.organisation)
    sent = ASKED | {"commitment_id": commitment.id, "starts_on": str(today() + timedelta(days=20))}

    for _ in range(2):
        client.post("staffing.create", sent | {"form_key": "once"})

    row = db.session.scalars(select(StaffingRequest)).one()
    assert row.trade == "Maçonnerie (F1703)"
    assert row.candidate_request is db.session.scalars(select(CandidateRequest)).one()
    client.as_role(Role.FACILITATOR, body_of(commitment))
    assert "besoin de recrutement sans personne proposée" in client.get("home.index").text


def test_a_bad_request_keeps_what_was_typed(client: Client, commitment: Commitment) -> None:
    sent = ASKED | {
        "organisation_id": commitment.organisation_id,
        "commitment_id": 0,
        "starts_on": "2020-01-01",
    }

    page = client.post("staffing.create", sent | {"remark": "horaires de nuit"})

    assert page.status == 422
    assert "aujourd’hui ou un jour à venir" in page.errors
    assert "horaires de nuit" in page.text


def test_people_are_shown_with_their_reasons_then_proposed_once(
    client: Client, commitment: Commitment
) -> None:
    body, row = body_of(commitment), asked(commitment)
    near = make_participant(body, given_name="Amina", family_name="Proche", postcode="63100")
    make_certificate(near, ends_on=today() + timedelta(days=600))
    make_employment(
        commitment, near, trade="Maçonnerie (F1703)", starts_on=today() - timedelta(days=90), ends_on=today()
    )
    far = make_participant(body, given_name="Zoé", family_name="Autre")
    make_certificate(far, ends_on=today() + timedelta(days=600))
    committed()

    page = client.get("staffing.find", request_id=row.id)

    assert page.text.index("Amina Proche") < page.text.index("Zoé Autre")
    assert "a travaillé comme Maçonnerie (F1703)" in page.text
    refused = client.post("staffing.find", {"chosen": near.id}, request_id=row.id)
    assert "son nom peut être donné" in refused.errors
    for _ in range(2):
        sent = {"chosen": near.id, "agreed": "y", "told": "y", "form_key": "one"}
        client.post("staffing.find", sent, request_id=row.id)
    proposal = db.session.scalars(select(Proposal)).one()
    assert proposal.offer is db.session.scalars(select(CandidateOffer)).one()
    mail = db.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "Personnes proposées")).one()
    assert "Proche" not in mail.subject + mail.text


def test_the_company_answers_for_each_and_the_offer_has_its_count(
    client: Client, commitment: Commitment
) -> None:
    row = asked(commitment, people=2)
    body = body_of(commitment)
    people = [make_participant(body, family_name=name) for name in ("Gardee", "Refusee")]
    for one in people:
        make_certificate(one, ends_on=today() + timedelta(days=600))
    committed()
    sent = {"chosen": [one.id for one in people], "agreed": "y"}
    client.post("staffing.find", sent, request_id=row.id)
    kept, refused = db.session.scalars(select(Proposal).order_by(Proposal.id)).all()
    client.as_role(Role.COMPANY_ADMIN, commitment.organisation)

    client.post("staffing.reply", {"state": "met_company", "refusal": ""}, proposal_id=kept.id)
    bad = client.post("staffing.reply", {"state": "not_taken", "refusal": ""}, proposal_id=refused.id)
    client.post("staffing.reply", {"state": "not_taken", "refusal": "skills"}, proposal_id=refused.id)

    assert "Dites pourquoi" in bad.errors
    offer = db.session.scalars(select(CandidateOffer)).one()
    assert (offer.accepted, offer.refused) == (1, 1)
    page = client.get("staffing.show", request_id=row.id)
    assert "Gardee" in page.text
    assert "Refusee" not in page.text
    assert client.get("staffing.reply", proposal_id=refused.id).status == 404


def test_the_last_hire_fills_the_need_and_its_contract_is_found(
    client: Client, commitment: Commitment
) -> None:
    row = asked(commitment)
    proposal = make_proposal(row, participant=make_participant(body_of(commitment)))
    employment = make_employment(commitment, proposal.participant, starts_on=today())
    committed()

    client.post("staffing.hire", {"employment_id": employment.id}, proposal_id=proposal.id)

    db.session.expire_all()
    assert (row.state, proposal.state) == (StaffingState.FILLED, ProposalState.HIRED)
    assert proposal.employment_id == employment.id


def test_somebody_taken_back_is_no_longer_named(client: Client, commitment: Commitment) -> None:
    row = asked(commitment)
    proposal = make_proposal(row, participant=make_participant(body_of(commitment), family_name="Secrete"))
    committed()

    client.post("staffing.take_back", proposal_id=proposal.id)

    client.as_role(Role.DECLARANT, commitment.organisation)
    assert "Secrete" not in client.get("staffing.show", request_id=row.id).text


def test_a_need_is_closed_with_its_reason(client: Client, commitment: Commitment) -> None:
    row = asked(commitment)
    proposal = make_proposal(row, participant=make_participant(body_of(commitment)))
    committed()

    assert client.post("staffing.close", {"reason": ""}, request_id=row.id).status == 422
    client.post("staffing.close", {"reason": "Chantier arrêté"}, request_id=row.id)

    db.session.expire_all()
    assert (row.state, proposal.state) == (StaffingState.CLOSED, ProposalState.WITHDRAWN)
    assert client.get("staffing.find", request_id=row.id).status == 404


def test_both_silences_are_told_once_in_the_log(client: Client, commitment: Commitment) -> None:
    silent = asked(commitment)
    make_proposal(silent, sent_on=today() - timedelta(days=40))
    make_staffing(
        body_of(commitment),
        organisation=commitment.organisation,
        commitment=commitment,
        asked_on=today() - timedelta(days=40),
    )
    committed()

    assert run() == "1\u00a0personne sans réponse, 1\u00a0besoin sans proposition."
    assert run().startswith("0")

    said = [one.summary for one in db.session.scalars(select(Exchange))]
    assert len([one for one in said if "Sans réponse au" in one]) == 1
    assert len([one for one in said if "personne n’a été proposé" in one]) == 1
    client.as_role(Role.BUYER_READER, commitment.terms.lot.contract.buyer)
    assert client.get("staffing.index").status == 404


def test_another_company_reads_nothing(client: Client, commitment: Commitment) -> None:
    row = asked(commitment)
    other = make_organisation()
    committed()
    client.as_role(Role.DECLARANT, other)

    assert client.get("staffing.show", request_id=row.id).status == 404
    assert "Maçonnerie" not in client.get("staffing.index").text


def test_the_list_is_filtered_and_exported(client: Client, commitment: Commitment) -> None:
    asked(commitment)

    assert "Maçonnerie" in client.get("staffing.index", q="maconnerie").text
    assert "Maçonnerie" not in client.get("staffing.index", q="peintre").text
    assert "Maçonnerie" in client.get("staffing.index_file", ending="csv", reponse="a-proposer").text


def test_a_contract_that_misses_hours_is_told_where_people_are_chosen(
    client: Client, commitment: Commitment
) -> None:
    row = asked(commitment)
    assert "manque d’heures" not in client.get("staffing.find", request_id=row.id).text
    terms = commitment.terms
    add(
        ClauseStanding(
            terms_id=terms.id,
            contract_id=terms.lot.contract_id,
            body_id=row.body_id,
            contract_version=1,
            computed_at=now(),
            computed_on=today(),
            standing=ClauseState.LATE,
            reason=Reason.FORECAST_LATE,
            **dict.fromkeys(FIGURES, 0),
        )
    )
    committed()

    assert "manque d’heures" in client.get("staffing.find", request_id=row.id).text
