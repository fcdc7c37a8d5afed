"""The pages of the cohorts: create with the law's refusals, the life, who reads what."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.clock import today
from facilitator.db import db
from geiq.cohorts.models import Cohort
from geiq.cohorts.rules import CohortStage, EnrolmentState, PartnerPart
from tests.conftest import Client
from tests.factories import make_body, make_meeting, make_organisation
from tests.factories_cohorts import make_cohort, make_enrolment, make_partner, make_trainee, make_worksite
from tests.factories_contracts import make_contract, make_operation
from tests.factories_hours import make_participant

POEC = {
    "kind": "poec",
    "name": "POEC maçon VRD",
    "trade": "F1702",
    "seats": "12",
    "operation_id": "0",
    "geiq_id": "0",
    "provider_id": "0",
    "employer_id": "0",
    "funder_kind": "",
}


@pytest.fixture
def body(client: Client) -> Organisation:
    """A body, asked as its facilitator."""
    row = make_body()
    client.as_role(Role.FACILITATOR, row)
    return row


def test_a_cohort_starts_with_four_answers(client: Client, body: Organisation) -> None:
    page = client.follow(client.post("cohorts.create", POEC))

    assert page.h1 == "POEC maçon VRD"
    assert "Étape 1 sur 9 : Besoin" in page.text
    assert "0 place prise sur 12, 12 libres" in page.text


def test_the_law_refuses_with_its_article(client: Client, body: Organisation) -> None:
    page = client.post("cohorts.create", POEC | {"training_minutes": "420"})

    assert "Nommez le texte de dérogation" in page.errors
    assert "L6326-3" in page.errors
    assert page.one("[name=training_minutes]")["value"] == "420"
    assert db.session.scalar(select(Cohort)) is None


def test_a_stage_waits_for_what_it_needs(client: Client, body: Organisation) -> None:
    cohort = make_cohort(body, stage=CohortStage.SELECTION)
    page = client.get("cohorts.show", cohort_id=cohort.id)
    assert "retenez au moins un candidat" in page.text

    page = client.follow(client.post("cohort_steps.move", {"stage": "training"}, cohort_id=cohort.id))
    assert "Étape 4 sur 9" in page.text

    make_enrolment(cohort, state=EnrolmentState.SELECTED)
    page = client.follow(client.post("cohort_steps.move", {"stage": "training"}, cohort_id=cohort.id))
    assert "Étape 5 sur 9 : Formation" in page.text


def test_a_cancelled_cohort_says_why_and_starts_again(client: Client, body: Organisation) -> None:
    cohort = make_cohort(body)
    refused = client.post("cohort_steps.cancel", {"reason": ""}, cohort_id=cohort.id)
    assert "Dites pourquoi" in refused.errors

    page = client.follow(
        client.post("cohort_steps.cancel", {"reason": "Le chantier est reporté"}, cohort_id=cohort.id)
    )
    assert "Le chantier est reporté" in page.text
    assert "Aucune cohorte" in client.get("cohorts.index").text
    again = client.follow(
        client.post("cohort_steps.back", {"reason": "Le chantier reprend"}, cohort_id=cohort.id)
    )
    assert "Étape 1 sur 9" in again.text


def test_needs_and_partners_are_added_and_taken_away(client: Client, body: Organisation) -> None:
    cohort, site = make_cohort(body), make_worksite(body, name="Lot 2 du tramway")
    referrer = make_organisation(OrganisationKind.REFERRER, name="Mission locale")
    make_meeting(body, referrer)
    client.post("cohort_steps.need", {"worksite_id": site.id, "people": "4"}, cohort_id=cohort.id)
    client.post(
        "cohort_steps.partner", {"organisation_id": referrer.id, "part": "referrer"}, cohort_id=cohort.id
    )
    page = client.get("cohorts.show", cohort_id=cohort.id)
    assert "Lot 2 du tramway" in page.text
    assert "Mission locale" in page.text

    need, partner = cohort.needs[0].id, cohort.partners[0].id
    client.post("cohort_steps.remove", {"what": "need", "id": need}, cohort_id=cohort.id)
    client.post("cohort_steps.remove", {"what": "partner", "id": partner}, cohort_id=cohort.id)
    page = client.get("cohorts.show", cohort_id=cohort.id)
    assert "Lot 2 du tramway" not in page.text
    assert "Aucun partenaire" in page.text


def test_several_people_are_proposed_then_moved_at_once(client: Client, body: Organisation) -> None:
    cohort = make_cohort(body, seats=2, starts_on=today(), ends_on=today() + timedelta(days=40))
    people = [make_participant(body, family_name=f"Ortéga{rank}") for rank in range(3)]
    page = client.get("enrolments.propose_people", cohort_id=cohort.id, q="ortega")
    assert len(page.select("[name=ids]")) == 3
    client.post("enrolments.propose_people", {"ids": [one.id for one in people]}, cohort_id=cohort.id)
    ids = [one.id for one in cohort.enrolments]

    full = client.post("enrolments.move_ticked", {"ids": ids, "state": "selected"}, cohort_id=cohort.id)
    assert "Il reste 2 places sur 2" in full.errors
    assert len(full.select("[name=ids][checked]")) == 3
    client.post("enrolments.move_ticked", {"ids": ids[:2], "state": "selected"}, cohort_id=cohort.id)
    client.post("enrolments.move_ticked", {"ids": ids[2:], "state": "waiting"}, cohort_id=cohort.id)
    page = client.post("enrolments.move_ticked", {"ids": ids[2:], "state": "selected"}, cohort_id=cohort.id)
    assert "Cohorte complète" in page.errors
    assert "2 Retenu 1 En liste d’attente" in client.get("cohorts.show", cohort_id=cohort.id).text


def test_a_mistaken_step_is_taken_back(client: Client, body: Organisation) -> None:
    one = make_trainee(make_cohort(body))
    client.post("enrolments.undo", enrolment_id=one.id)

    assert one.state is EnrolmentState.SELECTED
    assert one.entered_on is None


def test_a_referrer_proposes_its_people_and_sees_no_one_else(client: Client) -> None:
    body, here = make_body(), make_organisation(OrganisationKind.REFERRER)
    cohort = make_cohort(body)
    make_partner(cohort, here, PartnerPart.REFERRER)
    make_enrolment(cohort, make_participant(body, family_name="Canari"))
    own = make_participant(body, family_name="Loriot", referrer_id=here.id)
    stranger = make_participant(body, family_name="Canari-bis")
    client.as_role(Role.PARTNER, here)

    offered = client.get("enrolments.propose_people", cohort_id=cohort.id)
    assert "Loriot" in offered.text
    assert "Canari" not in offered.text
    client.post("enrolments.propose_people", {"ids": [own.id, stranger.id]}, cohort_id=cohort.id)
    page = client.get("enrolments.index", cohort_id=cohort.id)
    assert "Loriot" in page.text
    assert "Canari" not in page.text
    assert not page.select("[name=ids]")
    assert "1 Orienté" in client.get("cohorts.show", cohort_id=cohort.id).text
    refused = client.post(
        "enrolments.move_ticked", {"ids": [cohort.enrolments[0].id], "state": "selected"}, cohort_id=cohort.id
    )
    assert refused.status == 422


def test_a_buyer_reads_counts_of_its_operation_without_the_small_ones(client: Client) -> None:
    body, buyer = make_body(), make_organisation(OrganisationKind.AUTHORITY)
    operation = make_operation(body)
    make_contract(body, buyer=buyer, operation_id=operation.id)
    cohort = make_cohort(body, operation_id=operation.id)
    for rank in range(6):
        make_trainee(cohort, make_participant(body, family_name=f"Canari{rank}"))
    make_trainee(cohort, state=EnrolmentState.COMPLETED)
    client.as_role(Role.BUYER_READER, buyer)

    page = client.get("cohorts.show", cohort_id=cohort.id)
    assert "7 Places prises sur 12" in page.text
    assert "moins de 5 Formations terminées" in page.text
    assert "Canari" not in page.text
    assert client.get("enrolments.index", cohort_id=cohort.id).status == 404
    assert "7 sur 12" in client.get("cohorts.index").text


def test_a_company_that_takes_part_reads_no_name_before_it_hires(client: Client) -> None:
    body, company = make_body(), make_organisation()
    cohort = make_cohort(body)
    make_partner(cohort, company, PartnerPart.COMPANY)
    make_trainee(cohort, make_participant(body, family_name="Canari"))
    client.as_role(Role.DECLARANT, company)

    page = client.get("cohorts.show", cohort_id=cohort.id)
    assert "Canari" not in page.text + client.get("enrolments.index", cohort_id=cohort.id).text
    assert "place prise" not in page.text
