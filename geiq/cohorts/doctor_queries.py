"""What must always hold in the cohorts, for `facilitator doctor`; where what breaks it is seen."""

from collections.abc import Iterator, Mapping

from sqlalchemy import func, or_, select

from clauses.hours.doctor.place_queries import seen_at
from clauses.people.employments.models import Employment
from clauses.people.participants.models import Participant
from facilitator.db import db
from facilitator.feature import Finder, Invariant
from geiq.cohorts.enrolments.rules import SEATED
from geiq.cohorts.models import Attendance, Cohort, Enrolment, TrainingHalfDay
from geiq.cohorts.rules import Presence


def attendance() -> Iterator[str]:
    """Nobody is there longer than the half-day, nor at all when absent, nor in a cohort of others."""
    found = (
        select(Attendance.id)
        .join(Attendance.half_day)
        .join(Attendance.enrolment)
        .where(
            or_(
                Attendance.minutes > TrainingHalfDay.minutes,
                (Attendance.presence != Presence.PRESENT) & (Attendance.minutes != 0),
                (Attendance.presence == Presence.PRESENT) & (Attendance.minutes == 0),
                Enrolment.cohort_id != TrainingHalfDay.cohort_id,
            )
        )
    )
    for identifier in db.session.scalars(found):
        yield f"Émargement {identifier} : ses heures ne sont pas celles d’une demi-journée de sa cohorte."


def seats() -> Iterator[str]:
    """The seats of a cohort are never passed."""
    taken = func.count(Enrolment.id)
    found = (
        select(Cohort.id, Cohort.seats, taken)
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .where(Enrolment.state.in_(SEATED))
        .group_by(Cohort.id, Cohort.seats)
        .having(taken > Cohort.seats)
    )
    for identifier, most, held in db.session.execute(found):
        yield f"Cohorte {identifier} : {held} places prises sur {most}."


def half_days() -> Iterator[str]:
    """A half-day stands inside the days of its training."""
    found = (
        select(TrainingHalfDay.cohort_id, func.count())
        .join(TrainingHalfDay.cohort)
        .where(or_(TrainingHalfDay.on < Cohort.starts_on, TrainingHalfDay.on > Cohort.ends_on))
        .group_by(TrainingHalfDay.cohort_id)
    )
    for identifier, count in db.session.execute(found):
        yield f"Cohorte {identifier} : {count} demi-journées sont hors de ses dates."


def bodies() -> Iterator[str]:
    """A candidate is of the body of her cohort, and the employment that followed is hers."""
    found = (
        select(Enrolment.id)
        .join(Enrolment.cohort)
        .join(Enrolment.participant)
        .outerjoin(Employment, Employment.id == Enrolment.employment_id)
        .where(
            or_(
                Enrolment.body_id != Cohort.body_id,
                Participant.body_id != Cohort.body_id,
                Employment.participant_id != Enrolment.participant_id,
            )
        )
    )
    for identifier in db.session.scalars(found):
        yield f"Candidat {identifier} : sa structure ou son contrat de travail n’est pas le sien."


INVARIANTS = (
    Invariant("cohorts.attendance", "Un émargement tient dans sa demi-journée", attendance),
    Invariant("cohorts.seats", "Les places d’une cohorte ne sont jamais dépassées", seats),
    Invariant("cohorts.half_days", "Les demi-journées tiennent dans les dates de la formation", half_days),
    Invariant("cohorts.bodies", "Un candidat, sa cohorte et son embauche vont ensemble", bodies),
)
COHORT_PAGE = ("cohorts.show", "cohort_id")
COHORT = select(Cohort.id, Cohort.body_id)
MEMBERS = COHORT.join(Enrolment, Enrolment.cohort_id == Cohort.id)
PLACES: Mapping[str, Finder] = {
    "Cohorte": seen_at(*COHORT_PAGE, COHORT, Cohort.id),
    "Candidat": seen_at(*COHORT_PAGE, MEMBERS, Enrolment.id),
    "Émargement": seen_at(
        *COHORT_PAGE, MEMBERS.join(Attendance, Attendance.enrolment_id == Enrolment.id), Attendance.id
    ),
}
