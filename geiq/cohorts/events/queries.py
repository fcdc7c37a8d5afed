"""The cohorts whose people may be invited, those people, and the days that trainings take."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from facilitator.access import Asker
from facilitator.db import db
from geiq.cohorts.enrolments.rules import SEATED
from geiq.cohorts.models import Cohort, Enrolment
from geiq.cohorts.queries import cohorts_of, enrolments_of
from geiq.cohorts.rules import CohortStage, EnrolmentState

OVER = (CohortStage.ENDED, CohortStage.CANCELLED)


def lists_of(asker: Asker) -> Sequence[Cohort]:
    """The cohorts that are not over, by name."""
    found = cohorts_of(asker).where(Cohort.stage.not_in(OVER))
    return db.session.scalars(found.order_by(Cohort.search_key, Cohort.id)).all()


def people_of(asker: Asker, cohort_id: int) -> Sequence[Enrolment]:
    """The candidates of a cohort, in the order they came; the cohort is loaded."""
    found = enrolments_of(asker).where(Enrolment.cohort_id == cohort_id)
    return db.session.scalars(found.options(joinedload(Enrolment.cohort)).order_by(Enrolment.id)).all()


def trades_learned(asker: Asker, ids: Collection[int]) -> dict[int, list[str]]:
    """By person, the trades of the trainings she has a seat in, or went through."""
    found: dict[int, list[str]] = defaultdict(list)
    seated = (
        select(Enrolment.participant_id, Cohort.trade)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(Enrolment.body_id == asker.body_id, Enrolment.participant_id.in_(ids))
        .where(Enrolment.state.in_(SEATED))
    )
    for person, trade in db.session.execute(seated):
        found[person].append(trade)
    return found


def trainings(asker: Asker, first: date, last: date) -> Sequence[Cohort]:
    """The cohorts whose training has a day in the span; needs and candidates are loaded."""
    found = cohorts_of(asker).where(
        Cohort.stage != CohortStage.CANCELLED, Cohort.starts_on <= last, Cohort.ends_on >= first
    )
    whole = (selectinload(Cohort.needs), selectinload(Cohort.enrolments))
    return db.session.scalars(found.options(*whole).order_by(Cohort.starts_on, Cohort.id)).all()


def taken_by(cohort: Cohort) -> frozenset[int]:
    """Who is in training: those who have a seat and have not finished."""
    busy = {EnrolmentState.SELECTED, EnrolmentState.ENTERED}
    return frozenset(one.participant_id for one in cohort.enrolments if one.state in busy)
