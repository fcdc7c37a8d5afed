"""The attendance: half-days from a week, the sheet of a day, what the provider may and may not."""

import pytest

from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from geiq.cohorts.attendance.forms import CHOICES
from geiq.cohorts.models import Cohort
from geiq.cohorts.rules import EnrolmentState, HalfDay, Presence
from tests.conftest import Client
from tests.factories import make_body, make_organisation
from tests.factories_cohorts import (
    ENDS,
    STARTS,
    make_attendance,
    make_cohort,
    make_enrolment,
    make_half_day,
    make_trainee,
)
from tests.factories_hours import make_participant


@pytest.fixture
def provider(client: Client) -> Organisation:
    """A training provider, asked as its partner."""
    row = make_organisation(OrganisationKind.TRAINING_PROVIDER)
    client.as_role(Role.PARTNER, row)
    return row


def marks(cohort: Cohort) -> list[tuple[Presence, int]]:
    """What is marked."""
    return [(one.presence, one.minutes) for member in cohort.enrolments for one in member.attendances]


def test_half_days_are_made_from_a_week_up_to_the_duration(client: Client) -> None:
    body = make_body()
    cohort = make_cohort(body, training_minutes=100 * 60)
    client.as_role(Role.FACILITATOR, body)
    week = {
        "starts_on": STARTS.isoformat(),
        "ends_on": ENDS.isoformat(),
        "place": "centre",
        "slots": list(CHOICES),
        "morning": "3 h 30",
        "afternoon": "3,5",
    }
    client.post("attendance.week", week, cohort_id=cohort.id)
    assert sum(one.minutes for one in cohort.half_days) == 100 * 60
    count = len(cohort.half_days)

    client.post("attendance.week", week, cohort_id=cohort.id)
    assert len(cohort.half_days) == count
    refused = client.post("attendance.week", week | {"place": "in_company"}, cohort_id=cohort.id)
    assert "au plus un tiers" in refused.errors


def test_the_provider_marks_a_day_in_one_tap_but_one(client: Client, provider: Organisation) -> None:
    body = make_body()
    cohort = make_cohort(body, provider=provider)
    one = make_trainee(cohort, make_participant(body, family_name="Loriot"))
    make_trainee(cohort)
    make_enrolment(cohort, make_participant(body, family_name="Canari"))
    morning = make_half_day(cohort)
    make_half_day(cohort, half=HalfDay.AFTERNOON)
    where = {"cohort_id": cohort.id, "day": STARTS.isoformat()}

    page = client.get("attendance.sheet", **where)
    assert "Canari" not in page.text
    key = f"{one.id}-{morning.id}"
    late = client.post("attendance.sheet", {"act": "tous", f"p-{key}": "present", f"m-{key}": "4 h"}, **where)
    assert "3 h 30" in late.text
    assert marks(cohort) == []
    client.post("attendance.sheet", {"act": "tous", f"p-{key}": "absent"}, **where)
    assert sorted(marks(cohort)) == [(Presence.ABSENT, 0)] + [(Presence.PRESENT, 210)] * 3

    page = client.get("attendance.index", cohort_id=cohort.id)
    assert "Loriot" in page.text
    assert "50,0 %" in page.text
    assert "Signature" in client.get("attendance.paper", **where).text
    listed = client.get("attendance.index_file", cohort_id=cohort.id, ending="csv").html
    assert listed.count("Présent;3,50") == 3


def test_a_geiq_reads_the_attendance_and_does_not_fill_it(client: Client, provider: Organisation) -> None:
    cohort = make_cohort(make_body(), geiq_id=provider.id)
    make_trainee(cohort)
    make_half_day(cohort)

    assert client.get("attendance.index", cohort_id=cohort.id).status == 200
    assert client.get("attendance.sheet", cohort_id=cohort.id, day=STARTS.isoformat()).status == 404


def test_a_referrer_reads_the_hours_of_its_people_alone(client: Client, provider: Organisation) -> None:
    body = make_body()
    cohort = make_cohort(body)
    half = make_half_day(cohort)
    mine = make_trainee(cohort, make_participant(body, family_name="Loriot", referrer_id=provider.id))
    other = make_trainee(cohort, make_participant(body, family_name="Canari"))
    make_attendance(half, mine)
    make_attendance(half, other)

    text = client.get("attendance.index", cohort_id=cohort.id).text
    assert "Loriot" in text
    assert "Canari" not in text
    assert "Canari" not in client.get("attendance.index_file", cohort_id=cohort.id, ending="csv").html


def test_whoever_left_is_on_no_later_sheet(client: Client, provider: Organisation) -> None:
    cohort = make_cohort(make_body(), provider=provider)
    make_half_day(cohort, on=ENDS)
    make_trainee(cohort, state=EnrolmentState.LEFT, left_on=STARTS)

    page = client.get("attendance.sheet", cohort_id=cohort.id, day=ENDS.isoformat())
    assert "Personne n’était en formation" in page.text
