"""Access to the cohorts and to their candidates."""

from typing import Any

from facilitator.db import db
from geiq.cohorts.events.models import CohortEvent
from geiq.cohorts.models import Cohort, Enrolment
from geiq.cohorts.rules import PartnerPart
from tests.factories import add, numbers
from tests.factories_cohorts import STARTS, make_cohort, make_half_day, make_partner, make_trainee
from tests.factories_contracts import make_commitment, make_contract, make_lot, make_operation, make_terms
from tests.factories_events import make_event
from tests.factories_hours import make_employment, make_participant
from tests.matrix import BODY, BUYERS, COMPANIES, PARTNERS, Corner, Line

NAMERS = BODY | COMPANIES | PARTNERS
READERS = NAMERS | BUYERS


def make_group(corner: Corner) -> Cohort:
    """A cohort trained by the corner's partner, with its company, on an operation of its buyer."""
    operation = make_operation(corner.body, name=f"{corner.canary} {next(numbers)}")
    make_contract(corner.body, buyer=corner.buyer, operation_id=operation.id)
    row = make_cohort(
        corner.body,
        name=f"{corner.canary} {next(numbers)}",
        trade=corner.canary,
        place=corner.canary,
        notes=corner.canary,
        operation_id=operation.id,
        provider=corner.partner,
    )
    make_partner(row, corner.company, PartnerPart.COMPANY)
    return row


def make_member(corner: Corner) -> Enrolment:
    """Somebody of this cohort, whom the corner's company has hired."""
    cohort = make_group(corner)
    person = make_participant(corner.body, family_name=corner.canary, referrer_id=corner.partner.id)
    contract = make_contract(corner.body, buyer=corner.buyer)
    commitment = make_commitment(make_terms(make_lot(contract)), organisation=corner.company)
    return make_trainee(cohort, person, employment=make_employment(commitment, person))


def cohort(corner: Corner) -> dict[str, Any]:
    """A cohort with somebody in it."""
    return {"cohort_id": make_member(corner).cohort_id}


def enrolment(corner: Corner) -> dict[str, Any]:
    """Somebody of a cohort."""
    return {"enrolment_id": make_member(corner).id}


def as_csv(_corner: Corner) -> dict[str, Any]:
    """A list as a file."""
    return {"ending": "csv"}


def cohort_csv(corner: Corner) -> dict[str, Any]:
    """A list of a cohort as a file."""
    return cohort(corner) | {"ending": "csv"}


def day(corner: Corner) -> dict[str, Any]:
    """A day of the training."""
    held = cohort(corner)
    make_half_day(db.session.get(Cohort, held["cohort_id"]))
    return held | {"day": STARTS.isoformat()}


def hire(corner: Corner) -> dict[str, Any]:
    """Somebody whom the corner's partner, a group, may hire."""
    row = make_member(corner)
    row.cohort.geiq_id = corner.partner.id
    return {"enrolment_id": row.id}


def hiring(corner: Corner) -> dict[str, Any]:
    """A cohort out of which the corner's partner, a group, hires."""
    row = make_member(corner)
    row.cohort.geiq_id = corner.partner.id
    return {"cohort_id": row.cohort_id}


def tied(corner: Corner) -> dict[str, Any]:
    """A cohort that has an event."""
    row = make_group(corner)
    event = make_event(corner.body, title=corner.canary)
    add(CohortEvent(cohort=row, event=event))
    return {"cohort_id": row.id, "event_id": event.id}


LINES = (
    Line("cohort_events.create", BODY, cohort),
    Line("cohort_events.attach", BODY, cohort),
    Line("cohort_events.detach", BODY, tied),
    Line("hires.hire", BODY | PARTNERS, hire),
    Line("tying.tie", BODY | PARTNERS, hire),
    Line("tying.tie_all", BODY | PARTNERS, hiring),
    Line("tying.pass_by", BODY | PARTNERS, hire),
    Line("tying.undo", BODY | PARTNERS, hire),
    Line("attendance.index", BODY | PARTNERS, cohort),
    Line("attendance.index_file", BODY | PARTNERS, cohort_csv),
    Line("attendance.week", BODY, cohort),
    Line("attendance.sheet", BODY | PARTNERS, day),
    Line("attendance.paper", BODY | PARTNERS, day),
    Line("cohorts.index", READERS),
    Line("cohorts.index_file", READERS, as_csv, client=READERS, other=READERS),
    Line("cohorts.show", READERS, cohort),
    Line("cohorts.create", BODY),
    Line("cohorts.edit", BODY, cohort),
    Line("cohort_steps.move", BODY, cohort, data={"stage": "training"}),
    Line("cohort_steps.back", BODY, cohort),
    Line("cohort_steps.cancel", BODY, cohort),
    Line("cohort_steps.certification", BODY | PARTNERS, cohort),
    Line("cohort_steps.need", BODY, cohort),
    Line("cohort_steps.partner", BODY, cohort),
    Line("cohort_steps.remove", BODY, cohort, data={"id": "1"}),
    Line("enrolments.index", NAMERS, cohort),
    Line("enrolments.index_file", NAMERS, cohort_csv),
    Line("enrolments.move_ticked", BODY | PARTNERS, cohort),
    Line("enrolments.undo", BODY, enrolment),
    Line("enrolments.propose_people", BODY | PARTNERS, cohort),
)
