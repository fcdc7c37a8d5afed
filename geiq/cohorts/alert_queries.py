"""What waits for somebody in the cohorts: counts for the home page."""

from datetime import date

from sqlalchemy import func, select

from clauses.parameters.catalogue.rules import whole
from clauses.parameters.queries import settings_of
from facilitator.access import Asker
from facilitator.db import db
from geiq.cohorts.enrolments.rules import SEATED
from geiq.cohorts.life_rules import COMING, RUNNING, empty_seats
from geiq.cohorts.models import Cohort, Enrolment
from geiq.cohorts.queries import cohorts_of, enrolments_of, states_in
from geiq.cohorts.rules import EnrolmentState


def beginning_short(asker: Asker, on: date) -> list[tuple[Cohort, int]]:
    """The cohorts whose training begins soon with empty seats, and how many."""
    days = whole(settings_of(asker, on), "cohort_seats_alert_days")
    found = cohorts_of(asker).where(Cohort.stage.in_(COMING), Cohort.starts_on >= on)
    cohorts = db.session.scalars(found.order_by(Cohort.starts_on, Cohort.id)).all()
    states = states_in([one.id for one in cohorts])
    rows = [
        (
            one,
            empty_seats(one.seats, sum(states[one.id][s] for s in SEATED), one.starts_on, on, days),
        )
        for one in cohorts
    ]
    return [(one, empty) for one, empty in rows if empty]


def undecided(asker: Asker) -> dict[int, int]:
    """By cohort that is not over, how many people wait to be invited, met or chosen."""
    return _counted(asker, Enrolment.state == EnrolmentState.PROPOSED, COMING | RUNNING)


def told_hires(asker: Asker) -> dict[int, int]:
    """By cohort, how many hires are announced and not tied yet."""
    return _counted(asker, Enrolment.told_employer_id.is_not(None) & Enrolment.employment_id.is_(None), None)


def _counted(asker: Asker, wanted: object, stages: frozenset | None) -> dict[int, int]:
    seen = cohorts_of(asker)
    if stages is not None:
        seen = seen.where(Cohort.stage.in_(stages))
    found = enrolments_of(asker).where(wanted, Enrolment.cohort_id.in_(seen.with_only_columns(Cohort.id)))  # type: ignore[arg-type]
    counted = found.with_only_columns(Enrolment.cohort_id, func.count()).group_by(Enrolment.cohort_id)
    return {row[0]: row[1] for row in db.session.execute(counted)}


def count_with(asker: Asker, programme_id: int) -> int:
    """How many cohorts of a programme the asker may see."""
    found = cohorts_of(asker).where(Cohort.operation_id == programme_id)
    return db.session.scalar(select(func.count()).select_from(found.subquery())) or 0
