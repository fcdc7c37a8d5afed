"""A new employment of somebody trained is proposed on her cohort's page; one press ties it, one undoes it."""

from datetime import date

import pytest

from clauses.people.employments.models import Employment
from clauses.people.employments.rules import ContractType, EmployerKind
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.audit.models import AuditEvent
from facilitator.db import db
from geiq.cohorts.models import Cohort, Enrolment
from geiq.cohorts.rules import CohortStage, EnrolmentState
from tests.conftest import Client
from tests.factories import make_body, make_organisation
from tests.factories_cohorts import make_cohort, make_trainee
from tests.factories_hours import make_employment, make_participant, make_running

AFTER = date(2027, 1, 4)


@pytest.fixture
def body(client: Client) -> Organisation:
    return make_body()


@pytest.fixture
def cohort(body: Organisation) -> Cohort:
    return make_cohort(body, stage=CohortStage.FOLLOW_UP)


def trained(cohort: Cohort, name: str, **over: object) -> Enrolment:
    person = make_participant(body_id=cohort.body_id, family_name=name)
    return make_trainee(cohort, person, **{"state": EnrolmentState.COMPLETED} | over)


def hired(one: Enrolment, **over: object) -> Employment:
    running = make_running(db.session.get_one(Organisation, one.body_id))
    values = {"contract_type": ContractType.PERMANENT, "starts_on": AFTER, "ends_on": None} | over
    return make_employment(running, one.participant, **values)


def test_one_press_ties_it_and_one_undoes_it(client: Client, body: Organisation, cohort: Cohort) -> None:
    one = trained(cohort, "Loriot")
    work = hired(one)
    client.as_role(Role.FACILITATOR, body)
    assert "1 embauche à rattacher" in client.get("home.index").text.replace("\u00a0", " ")
    page = client.get("cohorts.show", cohort_id=cohort.id)
    assert "Loriot a signé un contrat" in page.text

    page = client.follow(client.post("tying.tie", {"employment_id": work.id}, enrolment_id=one.id))

    assert one.employment_id == work.id
    assert "Embauche rattachée" in page.text
    assert "Loriot a signé" not in page.text
    page = client.follow(client.post("tying.undo", {}, enrolment_id=one.id))
    assert one.employment_id is None
    assert "Loriot a signé un contrat" in page.text
    said = [row.action for row in db.session.query(AuditEvent).filter(AuditEvent.action.like("enrolment.%"))]
    assert said == ["enrolment.hired", "enrolment.unhired"]


def test_all_are_tied_at_once_but_only_those_that_the_page_showed(
    client: Client, body: Organisation, cohort: Cohort
) -> None:
    people = [trained(cohort, name) for name in ("Loriot", "Merle", "Pinson")]
    works = [hired(one) for one in people[:2]]
    client.as_role(Role.FACILITATOR, body)
    form = client.get("cohorts.show", cohort_id=cohort.id).one("form[action$='embauches/rattacher']")
    pairs = [str(tag["value"]) for tag in form.select("[name=paires]")]
    hired(people[2])

    page = client.follow(client.post("tying.tie_all", {"paires": pairs}, cohort_id=cohort.id))

    assert [one.employment_id for one in people] == [works[0].id, works[1].id, None]
    assert "2 embauches rattachées" in page.text.replace("\u00a0", " ")
    client.post("tying.tie_all", {"paires": pairs}, cohort_id=cohort.id)
    assert people[2].employment_id is None


def test_one_said_not_to_be_the_hire_is_proposed_no_more(
    client: Client, body: Organisation, cohort: Cohort
) -> None:
    one = trained(cohort, "Loriot")
    summer = hired(one, contract_type=ContractType.FIXED_TERM, ends_on=date(2027, 1, 31))
    client.as_role(Role.FACILITATOR, body)

    for _ in range(2):
        client.post("tying.pass_by", {"employment_id": summer.id}, enrolment_id=one.id)

    assert one.not_hires == [summer.id]
    assert db.session.query(AuditEvent).filter_by(action="enrolment.hire_passed").count() == 1
    assert "Loriot" not in client.get("cohorts.show", cohort_id=cohort.id).text
    hired(one, starts_on=date(2027, 3, 1))
    assert "Loriot a signé" in client.get("cohorts.show", cohort_id=cohort.id).text


def test_neither_one_that_is_tied_elsewhere_nor_somebody_else_s_is_tied(
    client: Client, body: Organisation, cohort: Cohort
) -> None:
    one, other = trained(cohort, "Loriot"), trained(make_cohort(body), "Merle")
    taken, strange = hired(one), hired(trained(make_cohort(), "Pinson"))
    again = make_trainee(make_cohort(body), one.participant, state=EnrolmentState.COMPLETED, employment=taken)
    client.as_role(Role.FACILITATOR, body)

    assert "a signé" not in client.get("cohorts.show", cohort_id=cohort.id).text
    for work in (strange.id, hired(other).id, "0", "x", ""):
        client.post("tying.tie", {"employment_id": work}, enrolment_id=one.id)
    assert one.employment_id is None
    assert again.employment_id == taken.id


def test_a_geiq_ties_its_own_and_others_are_shown_nothing(client: Client, body: Organisation) -> None:
    geiq, provider = (
        make_organisation(OrganisationKind.GEIQ),
        make_organisation(OrganisationKind.TRAINING_PROVIDER),
    )
    cohort = make_cohort(body, geiq_id=geiq.id, provider=provider, stage=CohortStage.PLACEMENT)
    mine, theirs = trained(cohort, "Loriot"), trained(cohort, "Merle")
    work = hired(mine, employer=geiq, employer_kind=EmployerKind.GEIQ)
    other = hired(theirs)
    client.as_role(Role.PARTNER, provider)
    assert "a signé" not in client.get("cohorts.show", cohort_id=cohort.id).text
    assert client.post("tying.tie", {"employment_id": work.id}, enrolment_id=mine.id).status == 404
    client.as_role(Role.PARTNER, geiq)

    page = client.get("cohorts.show", cohort_id=cohort.id)
    assert "Loriot a signé" in page.text
    assert "Merle a signé" not in page.text
    client.post("tying.tie", {"employment_id": other.id}, enrolment_id=theirs.id)
    client.post("tying.tie", {"employment_id": work.id}, enrolment_id=mine.id)

    assert (mine.employment_id, theirs.employment_id) == (work.id, None)
