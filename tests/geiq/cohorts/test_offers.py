"""What waits in the cohorts is told on the home page; what breaks them is told by the doctor."""

from datetime import timedelta

from clauses.people.employments.rules import ContractType
from facilitator.access import Role
from facilitator.accounts.rules import OrganisationKind
from facilitator.clock import today
from geiq.cohorts.doctor_queries import INVARIANTS
from geiq.cohorts.rules import CohortStage, EnrolmentState, Presence
from tests.conftest import Client
from tests.factories import make_body, make_organisation
from tests.factories_cohorts import (
    make_attendance,
    make_cohort,
    make_enrolment,
    make_half_day,
    make_trainee,
)
from tests.factories_contracts import make_operation
from tests.factories_hours import make_participant


def test_what_waits_is_told_to_the_body_and_to_the_provider(client: Client) -> None:
    body, provider = make_body(), make_organisation(OrganisationKind.TRAINING_PROVIDER)
    coming = make_cohort(
        body, seats=10, starts_on=today() + timedelta(days=10), ends_on=today() + timedelta(days=90)
    )
    make_enrolment(coming, state=EnrolmentState.SELECTED)
    make_enrolment(coming)
    first = today() - timedelta(days=20)
    running = make_cohort(
        body, provider=provider, stage=CohortStage.TRAINING, starts_on=first, ends_on=today()
    )
    one = make_trainee(running, entered_on=first)
    one.told_employer_id, one.told_contract = provider.id, ContractType.PERMANENT
    one.told_starts_on = today()
    make_half_day(running, on=first)

    client.as_role(Role.FACILITATOR, body)
    text = client.get("home.index").text
    assert "9 places vides dans une formation qui commence" in text.replace(
        "des formations qui commencent", "une formation qui commence"
    )
    assert "1 candidat à rencontrer" in text
    assert "1 embauche à confirmer" in text
    assert "1 demi-journée à émarger" in text
    client.as_role(Role.PARTNER, provider)
    text = client.get("home.index").text
    assert "1 demi-journée à émarger" in text
    assert "candidat à rencontrer" not in text


def test_a_person_and_a_search_lead_to_the_cohort(client: Client) -> None:
    body = make_body()
    cohort = make_cohort(body, name="POEC canalisateur", operation_id=make_operation(body).id)
    one = make_enrolment(cohort, make_participant(body))
    client.as_role(Role.FACILITATOR, body)

    assert "Sa cohorte" in client.get("people.show", participant_id=one.participant_id).text
    assert "POEC canalisateur" in client.get("home.search", q="canalisateur").text
    listed = client.get("cohorts.index", personne=one.participant_id)
    assert "POEC canalisateur" in listed.text


def test_the_doctor_finds_what_does_not_hold(client: Client) -> None:
    cohort = make_cohort(seats=1)
    one, half = make_trainee(cohort), make_half_day(cohort)
    make_attendance(half, one)
    assert [sentence for each in INVARIANTS for sentence in each.breaches()] == []

    make_trainee(cohort)
    other = make_half_day(cohort, on=cohort.ends_on + timedelta(days=1))
    make_attendance(other, one, presence=Presence.ABSENT)
    found = [sentence for each in INVARIANTS for sentence in each.breaches()]
    assert len(found) == 3
    assert {sentence.split()[0] for sentence in found} == {"Émargement", "Cohorte"}
