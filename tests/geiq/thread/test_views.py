"""A person's thread on one page; a cohort's flow, each number of which opens its people."""

from datetime import date, timedelta

import pytest

from clauses.people.exits.models import ExitReview
from clauses.people.exits.rules import ExitOrigin, ExitSituation
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.db import db, unaudited
from geiq.cohorts.models import Cohort
from geiq.cohorts.rules import EnrolmentState
from geiq.thread.rules import Strand
from tests.conftest import Client
from tests.factories import add, make_organisation
from tests.factories_closing import make_worked
from tests.factories_cohorts import make_cohort, make_enrolment
from tests.factories_contracts import make_operation
from tests.factories_hours import make_participant, make_running

STARTS = date(2026, 1, 5)


@pytest.fixture
def cohort(client: Client) -> Cohort:
    """Three were sent, two went in, one was hired and worked 100 hours on InspiRe."""
    commitment = make_running()
    contract = commitment.terms.lot.contract
    body = db.session.get_one(Organisation, contract.body_id)
    contract.operation_id = make_operation(body, name="InspiRe").id
    row = make_cohort(body, name="POEC maçon VRD", starts_on=STARTS, ends_on=date(2026, 2, 27))
    line = make_worked(commitment, 6000)
    hired = line.participant
    hired.family_name = "Embauchee"
    make_enrolment(
        row,
        hired,
        state=EnrolmentState.CERTIFIED,
        entered_on=STARTS,
        completed_on=date(2026, 2, 27),
        employment_id=line.employment_id,
    )
    left = make_participant(body, family_name="Partie")
    make_enrolment(
        row, left, state=EnrolmentState.LEFT, entered_on=STARTS, left_on=STARTS + timedelta(days=20)
    )
    make_enrolment(row, make_participant(body), state=EnrolmentState.DECLINED)
    add(
        ExitReview(
            body_id=body.id,
            participant=hired,
            origin=ExitOrigin.COHORT,
            origin_id=row.id,
            counted_from=date(2026, 2, 27),
            months=3,
            due_on=date(2026, 5, 27),
            situation=ExitSituation.PERMANENT,
            answered_on=date(2026, 6, 1),
        )
    )
    with unaudited(db.session, "a test"):
        db.session.commit()
    client.as_role(Role.FACILITATOR, body)
    return row


def test_the_flow_is_said_drawn_and_each_number_opens_its_people(client: Client, cohort: Cohort) -> None:
    page = client.get("thread.cohort", cohort_id=cohort.id)

    text = page.text.replace("\u00a0", " ").replace("\u202f", " ")
    assert "2 entrés, 1 embauché, 100 h sur InspiRe." in text
    assert len(page.select("svg .flow-ribbon")) > 3
    for link in page.select("table a.row-link"):
        row = link.find_parent("tr")
        number = int(row.select("td")[-2].get_text(strip=True))
        people = client.fetch(str(link["href"]))
        assert len(people.select("tbody tr")) == number


def test_the_people_behind_a_number_leave_as_a_file(client: Client, cohort: Cohort) -> None:
    text = client.get("thread.behind_file", cohort_id=cohort.id, key="hired", ending="csv").text

    assert "Embauchee" in text
    assert "Partie" not in text


def test_a_thread_goes_from_candidate_to_exit(client: Client, cohort: Cohort) -> None:
    person = cohort.enrolments[0].participant

    page = client.get("thread.person", participant_id=person.id)

    strands = [cell.get_text(strip=True) for cell in page.select("tbody tr td:nth-of-type(2)")]
    assert set(strands) == {strand.label for strand in Strand} - {Strand.PROPOSAL.label}
    assert "CDI" in page.text


def test_a_partner_reads_numbers_and_nobody(client: Client, cohort: Cohort) -> None:
    client.as_role(Role.PARTNER, cohort.provider)

    page = client.get("thread.cohort", cohort_id=cohort.id)

    assert "Embauchee" not in page.text
    assert not page.select("table a.row-link")
    assert client.get("thread.behind", cohort_id=cohort.id, key="hired").status == 404


def test_a_referrer_who_sent_somebody_reads_no_flow(client: Client, cohort: Cohort) -> None:
    referrer = make_organisation(OrganisationKind.REFERRER)
    cohort.enrolments[1].participant.referrer_id = referrer.id
    with unaudited(db.session, "a test"):
        db.session.commit()
    client.as_role(Role.PARTNER, referrer)

    assert client.get("cohorts.show", cohort_id=cohort.id).status == 200
    assert client.get("thread.cohort", cohort_id=cohort.id).status == 404
    assert "Parcours de la cohorte" not in client.get("cohorts.show", cohort_id=cohort.id).text
