"""The attendance of the demonstration: the half-days of its cohorts, who was there, a sheet left to fill."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select

from clauses.compliance.schedule.calendar_rules import add_working_days
from clauses.people.demonstration.deciding import morning
from facilitator.access import Asker
from facilitator.accounts.demonstration.queries import acting
from facilitator.clock import today, told_at
from facilitator.db import db
from facilitator.feature import DemoPart
from facilitator.formats import plural
from geiq.cohorts.attendance.queries import Mark, make_half_days, mark_day, sheet_of_day
from geiq.cohorts.attendance.rules import SLOTS, USUAL, Pattern
from geiq.cohorts.life_rules import COMING
from geiq.cohorts.models import Cohort, TrainingHalfDay
from geiq.cohorts.rules import CohortStage, HalfDay, Presence, TrainingPlace

HALVES = {HalfDay.MORNING: USUAL, HalfDay.AFTERNOON: USUAL}
WEEK_MINUTES = len(SLOTS) * USUAL
LEFT_TO_FILL = 5
"""Working days ago: the afternoon of that day is left to fill, so that the home page says it."""


def build() -> str:
    """The half-days of every training that has begun, its last weeks in a company; the marks until today."""
    count = 0
    with acting() as asker:
        begun = select(Cohort).where(
            Cohort.body_id == asker.organisation_id,
            Cohort.stage.not_in(COMING | {CohortStage.CANCELLED}),
        )
        for cohort in db.session.scalars(begun.order_by(Cohort.id)).all():
            _plan(cohort)
            count += sum(_mark(asker, cohort, on) for on in _days(cohort))
    return f"{plural(count, 'émargement', 'émargements')}."


def _plan(cohort: Cohort) -> None:
    assert cohort.starts_on
    assert cohort.ends_on
    weeks = cohort.company_minutes // WEEK_MINUTES
    change = cohort.ends_on - timedelta(days=7 * weeks + cohort.ends_on.weekday())
    change += timedelta(days=7 if weeks else 14)
    slots = frozenset(SLOTS)
    with told_at(morning(cohort.starts_on)):
        last = min(change - timedelta(days=1), cohort.ends_on)
        make_half_days(cohort, cohort.starts_on, last, Pattern(slots, HALVES, TrainingPlace.CENTRE))
        if weeks:
            make_half_days(cohort, change, cohort.ends_on, Pattern(slots, HALVES, TrainingPlace.COMPANY))
        db.session.flush()


def _days(cohort: Cohort) -> Iterator[date]:
    yield from sorted({one.on for one in cohort.half_days if one.on < today()})


def _mark(asker: Asker, cohort: Cohort, on: date) -> int:
    halves, rows = sheet_of_day(asker, cohort, on)
    if on == add_working_days(today(), -LEFT_TO_FILL):
        halves = halves[:1]
    said = {
        (row.enrolment.id, half.id): Mark(_presence(rank, half))
        for rank, row in enumerate(rows)
        for half in halves
    }
    with told_at(morning(on)):
        return mark_day(cohort, halves, rows, said, asker.user_id)


def _presence(rank: int, half: TrainingHalfDay) -> Presence:
    """Somebody is away now and then, the same at each building."""
    turn = half.on.toordinal() + 7 * rank
    if turn % 29 == 0:
        return Presence.EXCUSED
    return Presence.ABSENT if turn % 41 == 0 and half.half is HalfDay.MORNING else Presence.PRESENT


PARTS = (DemoPart("attendance", "Émargements des cohortes", build),)
