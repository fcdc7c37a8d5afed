"""Rows of the cohorts, with sensible defaults; they flush, never commit."""

from datetime import date
from typing import Any

from clauses.people.participants.models import Participant
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from geiq.cohorts.models import Attendance, Cohort, CohortPartner, Enrolment, TrainingHalfDay
from geiq.cohorts.rules import (
    CohortKind,
    CohortStage,
    EnrolmentState,
    FunderKind,
    HalfDay,
    PartnerPart,
    Presence,
    TrainingPlace,
)
from tests.factories import add, make_body, make_organisation, numbers
from tests.factories_hours import make_participant
from worksites.sites.models import Worksite

STARTS, ENDS = date(2026, 10, 5), date(2026, 12, 18)


def make_cohort(body: Organisation | None = None, **over: Any) -> Cohort:
    """A POEC of 12 seats and 400 hours, at its selection, with its provider and its funder."""
    body = body or make_body()
    provider = over.pop("provider", None) or make_organisation(OrganisationKind.TRAINING_PROVIDER)
    values = {
        "body_id": body.id,
        "kind": CohortKind.POEC,
        "name": f"POEC {next(numbers)}",
        "trade": "Maçon VRD",
        "seats": 12,
        "stage": CohortStage.SELECTION,
        "stage_since": date(2026, 9, 1),
        "provider": provider,
        "funder_kind": FunderKind.OPCO,
        "training_minutes": 400 * 60,
        "starts_on": STARTS,
        "ends_on": ENDS,
    }
    return add(Cohort(**values | over))


def make_enrolment(cohort: Cohort | None = None, person: Participant | None = None, **over: Any) -> Enrolment:
    """Somebody proposed for a cohort."""
    cohort = cohort or make_cohort()
    person = person or make_participant(body_id=cohort.body_id)
    values = {
        "body_id": cohort.body_id,
        "cohort": cohort,
        "participant": person,
        "referrer_id": person.referrer_id,
        "state": EnrolmentState.PROPOSED,
        "proposed_on": date(2026, 9, 1),
    }
    return add(Enrolment(**values | over))


def make_trainee(cohort: Cohort | None = None, person: Participant | None = None, **over: Any) -> Enrolment:
    """Somebody in training since the cohort's first day."""
    return make_enrolment(cohort, person, **{"state": EnrolmentState.ENTERED, "entered_on": STARTS} | over)


def make_half_day(cohort: Cohort | None = None, **over: Any) -> TrainingHalfDay:
    """The first morning in the centre, three and a half hours."""
    values = {"on": STARTS, "half": HalfDay.MORNING, "place": TrainingPlace.CENTRE, "minutes": 210}
    return add(TrainingHalfDay(cohort=cohort or make_cohort(), **values | over))


def make_attendance(half_day: TrainingHalfDay, enrolment: Enrolment, **over: Any) -> Attendance:
    """Somebody was there the whole half-day."""
    values = {"presence": Presence.PRESENT, "minutes": half_day.minutes}
    return add(Attendance(half_day=half_day, enrolment=enrolment, **values | over))


def make_partner(cohort: Cohort, organisation: Organisation, part: PartnerPart) -> CohortPartner:
    """An organisation takes part in a cohort."""
    return add(CohortPartner(cohort=cohort, organisation=organisation, part=part))


def make_worksite(body: Organisation, **over: Any) -> Worksite:
    """A worksite of a body."""
    return add(Worksite(**{"body_id": body.id, "name": f"Chantier {next(numbers)}"} | over))
