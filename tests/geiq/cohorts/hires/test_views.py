"""The hires: the employment tied by the body, announced by a GEIQ, read by nobody else."""

from datetime import date, timedelta

import pytest

from clauses.people.employments.rules import ContractType, EmployerKind
from facilitator.access import Role
from facilitator.accounts.rules import OrganisationKind
from facilitator.words import RuleBroken
from geiq.cohorts.hires.rules import check_hire
from geiq.cohorts.rules import EnrolmentState
from tests.conftest import Client
from tests.factories import make_body, make_organisation
from tests.factories_cohorts import STARTS, make_cohort, make_trainee
from tests.factories_hours import make_employment, make_participant, make_running

AFTER = date(2027, 1, 4)


@pytest.mark.parametrize(
    ("state", "ends_on", "refused"),
    [
        (EnrolmentState.COMPLETED, None, ""),
        (EnrolmentState.LEFT, None, ""),
        (EnrolmentState.SELECTED, None, ""),
        (EnrolmentState.NOT_RETAINED, None, "retenue ou formée"),
        (EnrolmentState.COMPLETED, STARTS - timedelta(days=1), "avant l’entrée"),
        (EnrolmentState.COMPLETED, AFTER - timedelta(days=1), "précède son début"),
    ],
)
def test_which_employment_may_follow(state: EnrolmentState, ends_on: date | None, refused: str) -> None:
    if not refused:
        return check_hire(state, STARTS, AFTER, ends_on)
    with pytest.raises(RuleBroken, match=refused):
        check_hire(state, STARTS, AFTER, ends_on)
    return None


def test_the_body_ties_the_employment_and_reads_its_advice(client: Client) -> None:
    body = make_body()
    one = make_trainee(make_cohort(body), make_participant(body), state=EnrolmentState.COMPLETED)
    work = make_employment(make_running(body), one.participant, starts_on=AFTER, ends_on=date(2027, 4, 3))
    client.as_role(Role.FACILITATOR, body)
    page = client.get("hires.hire", enrolment_id=one.id)
    assert "CDD" in page.text
    assert page.select("a[href*='metier=Ma']")

    page = client.follow(client.post("hires.hire", {"employment_id": work.id}, enrolment_id=one.id))
    assert one.employment is work
    assert "ce n’est pas la sortie prévue d’une POEC" in page.text
    client.post("hires.hire", {"employment_id": "0"}, enrolment_id=one.id)
    assert one.employment is None


def test_somebody_else_s_employment_is_not_tied(client: Client) -> None:
    body = make_body()
    one = make_trainee(make_cohort(body), make_participant(body))
    make_employment(make_running(body), one.participant, starts_on=AFTER)
    other = make_employment(make_running(body))
    client.as_role(Role.FACILITATOR, body)

    page = client.post("hires.hire", {"employment_id": other.id}, enrolment_id=one.id)
    assert "Choisissez dans la liste" in page.errors


def test_a_geiq_announces_then_the_body_confirms(client: Client) -> None:
    body, geiq = make_body(), make_organisation(OrganisationKind.GEIQ, name="GEIQ Essai")
    cohort = make_cohort(body, geiq_id=geiq.id)
    one = make_trainee(cohort, make_participant(body, family_name="Loriot"), state=EnrolmentState.CERTIFIED)
    client.as_role(Role.PARTNER, geiq)
    told = {"told_employer_id": geiq.id, "told_contract": "permanent", "told_starts_on": AFTER.isoformat()}
    page = client.follow(client.post("hires.hire", told, enrolment_id=one.id))
    assert "Annoncée : GEIQ Essai" in page.text

    client.as_role(Role.FACILITATOR, body)
    page = client.get("hires.hire", enrolment_id=one.id)
    assert "Embauche annoncée" in page.text
    form = client.fetch(page.one("a[href*='contrat=permanent']")["href"])
    assert form.one("[name=starts_on]")["value"] == AFTER.isoformat()
    assert form.one("[name=contract_type] [selected]")["value"] == ContractType.PERMANENT
    work = make_employment(
        make_running(body), one.participant, employer=geiq, employer_kind=EmployerKind.GEIQ, starts_on=AFTER
    )
    client.post("hires.hire", {"employment_id": work.id}, enrolment_id=one.id)
    assert one.told_employer_id is None


def test_a_provider_or_a_referrer_hires_nobody(client: Client) -> None:
    provider = make_organisation(OrganisationKind.TRAINING_PROVIDER)
    one = make_trainee(make_cohort(make_body(), provider=provider))
    client.as_role(Role.PARTNER, provider)

    assert client.get("hires.hire", enrolment_id=one.id).status == 404
