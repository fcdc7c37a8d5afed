"""The pages of an employment: add, change, assign, end."""

from datetime import date

import pytest
from sqlalchemy import select

from clauses.contracts.models import Commitment
from clauses.contracts.rules import Modality
from clauses.people.employments.models import Employment
from clauses.people.employments.rules import EmployerKind
from clauses.people.participants.models import Participant
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.db import db
from tests.conftest import Client
from tests.factories import make_body, make_meeting, make_organisation, make_siret
from tests.factories_hours import make_employment, make_participant, make_running

FORM = {
    "employer_id": "0",
    "employer_kind": "",
    "contract_type": "fixed_term",
    "trade": "Maçon",
    "weekly_minutes": "24 h 30",
    "starts_on": "2026-04-01",
    "commitment_id": "0",
}


@pytest.fixture
def body(client: Client) -> Organisation:
    """A body, asked as its facilitator."""
    row = make_body()
    client.as_role(Role.FACILITATOR, row)
    return row


@pytest.fixture
def commitment(body: Organisation) -> Commitment:
    """A running commitment of a company that the body met."""
    row = make_running(body, contract={"starts_on": date(2026, 3, 2)})
    make_meeting(body, row.organisation)
    return row


@pytest.fixture
def person(body: Organisation) -> Participant:
    """Somebody of the body."""
    return make_participant(body)


def only() -> Employment:
    """The employment that was made."""
    return db.session.scalars(select(Employment)).one()


def test_a_hire_is_entered_and_assigned_at_once(
    client: Client, commitment: Commitment, person: Participant
) -> None:
    sent = {"employer_id": str(commitment.organisation_id), "commitment_id": str(commitment.id)}
    page = client.follow(client.post("employments.new", FORM | sent, personne=person.id))

    assert "24 h 30" in page.text.replace("\u00a0", " ")
    assert "Embauche directe" in page.text
    assert commitment.terms.lot.contract.reference in page.text
    assert only().assignments[0].starts_on == date(2026, 4, 1)


def test_an_employer_is_found_by_its_siret(
    client: Client, commitment: Commitment, person: Participant
) -> None:
    siret = make_siret()
    alone = client.post("employments.new", FORM | {"siret": siret}, personne=person.id)
    assert "indiquez le nom" in alone.errors
    sent = {"siret": siret, "employer_name": "GEIQ des monts", "employer_kind": "geiq"}
    client.post("employments.new", FORM | sent, personne=person.id)

    assert only().employer.name == "GEIQ des monts"
    assert only().employer.kind is OrganisationKind.GEIQ
    assert only().employer_kind is EmployerKind.GEIQ


def test_what_the_clause_does_not_provide_is_refused_in_words(
    client: Client, body: Organisation, commitment: Commitment, person: Participant
) -> None:
    commitment.terms.modalities = [Modality.SECONDMENT.value]
    sent = {"employer_id": str(commitment.organisation_id), "commitment_id": str(commitment.id)}
    page = client.post("employments.new", FORM | sent, personne=person.id)

    assert "mise à disposition (ETTI, AI, GEIQ…)" in page.errors
    assert db.session.scalars(select(Employment)).all() == []


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"employer_id": "0"}, "Choisissez l’employeur"),
        ({"starts_on": ""}, "Indiquez le premier jour du contrat."),
        ({"starts_on": "bientôt"}, "Écrivez une date"),
        ({"ends_on": "2026-03-01"}, "précède son début"),
        ({"weekly_minutes": "60"}, "48 heures au plus"),
        ({"weekly_minutes": "beaucoup"}, "beaucoup"),
        ({"trade": "1 85 05 78 006 084"}, "sécurité sociale"),
    ],
)
def test_what_does_not_fit_is_refused(
    client: Client, commitment: Commitment, person: Participant, sent: dict[str, str], error: str
) -> None:
    whole = FORM | {"employer_id": str(commitment.organisation_id)} | sent
    page = client.post("employments.new", whole, personne=person.id)

    assert error in page.errors


def test_an_employment_changes_unless_somebody_was_faster(client: Client, commitment: Commitment) -> None:
    work = make_employment(commitment)
    form = client.get("employments.edit", employment_id=work.id)
    assert form.one("[name=weekly_minutes]")["value"].replace("\u00a0", " ") == "35 h"
    sent = FORM | {
        "employer_id": str(commitment.organisation_id),
        "starts_on": "2026-03-02",
        "shown_version": form.one("[name=shown_version]")["value"],
    }
    client.post("employments.edit", sent, employment_id=work.id)
    assert only().weekly_minutes == 24 * 60 + 30
    late = client.post("employments.edit", sent | {"trade": "Peintre"}, employment_id=work.id)

    assert late.status == 409
    assert late.one("[name=trade]")["value"] == "Peintre"
    assert only().trade == "Maçon"


def test_its_end_ends_its_assignments(client: Client, commitment: Commitment) -> None:
    work = make_employment(commitment)
    client.post("employments.end", {"ends_on": "2026-06-30", "end_reason": "Embauche"}, employment_id=work.id)

    assert (only().ends_on, only().assignments[0].ends_on) == (date(2026, 6, 30), date(2026, 6, 30))


def test_a_second_contract_is_added_and_an_assignment_ended(
    client: Client, body: Organisation, commitment: Commitment
) -> None:
    geiq = make_organisation(OrganisationKind.GEIQ)
    work = make_employment(commitment, employer=geiq, employer_kind=EmployerKind.GEIQ)
    other = make_running(body, contract={"starts_on": date(2026, 5, 4)})
    page = client.follow(
        client.post("employments.assign_to", {"commitment_id": str(other.id)}, employment_id=work.id)
    )
    assert other.terms.lot.contract.reference in page.text
    assert "L’embauche précède le marché" in page.text
    first = only().assignments[0]
    client.post("employments.unassign", {"ends_on": "2026-07-31"}, assignment_id=first.id)
    assert [each.ends_on for each in only().assignments] == [date(2026, 7, 31), None]


def test_a_commitment_of_another_body_cannot_be_chosen(client: Client, commitment: Commitment) -> None:
    work = make_employment(commitment)
    theirs = make_running()
    page = client.post("employments.assign_to", {"commitment_id": str(theirs.id)}, employment_id=work.id)

    assert page.errors
    assert len(only().assignments) == 1


def test_a_commitment_finds_its_people_by_name_or_by_company(client: Client, body: Organisation) -> None:
    commitment = make_running(body)
    hers = make_employment(commitment, make_participant(body, family_name="Zoula"))
    other = make_participant(body, family_name="Autrebord")
    page = client.get("employments.who", commitment_id=commitment.id)
    assert [row.text for row in page.select("tbody th")] == [hers.participant.name]

    found = client.get("employments.who", commitment_id=commitment.id, q="autrebord")
    assert [row.text for row in found.select("tbody th")] == [other.name]
    page = client.get("employments.new", personne=other.id, engagement=commitment.id)
    assert page.one("#commitment_id option[selected]")["value"] == str(commitment.id)
    page = client.get("employments.assign_to", employment_id=hers.id, engagement=commitment.id)
    assert page.one("#commitment_id option[selected]")["value"] == str(commitment.id)
