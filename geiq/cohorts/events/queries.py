"""The people a cohort lets an event invite, the days of trainings, the events held for a cohort."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from facilitator.access import Asker
from facilitator.audit.queries import record
from facilitator.clock import PARIS
from facilitator.db import db
from facilitator.formats import instant
from geiq.cohorts.enrolments.rules import SEATED
from geiq.cohorts.events.models import CohortEvent
from geiq.cohorts.models import Cohort, Enrolment
from geiq.cohorts.queries import cohorts_of, enrolments_of
from geiq.cohorts.rules import CohortStage, EnrolmentState
from worksites.events.guests.models import EventGuest
from worksites.events.guests.rules import Coming
from worksites.events.models import Event
from worksites.events.queries import events_of
from worksites.events.rules import EventKind, EventState, EventStep

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


def ties_of(cohort_id: int) -> Sequence[CohortEvent]:
    """The events of a cohort, the first first."""
    found = select(CohortEvent).join(CohortEvent.event).where(CohortEvent.cohort_id == cohort_id)
    loaded = found.options(joinedload(CohortEvent.event)).order_by(Event.starts_at, Event.id)
    return db.session.scalars(loaded).all()


def tie_of(event_id: int) -> CohortEvent | None:
    """The cohort an event is held for."""
    loaded = select(CohortEvent).options(joinedload(CohortEvent.cohort))
    return db.session.scalar(loaded.where(CohortEvent.event_id == event_id))


def untied(asker: Asker) -> list[tuple[int, str]]:
    """(id, title and day) of the events that are tied to no cohort, the latest first."""
    tied = select(CohortEvent.event_id)
    rows = db.session.scalars(
        events_of(asker)
        .where(Event.id.not_in(tied), Event.state != EventState.CANCELLED)
        .order_by(Event.starts_at.desc(), Event.id)
        .limit(200)
    )
    return [(one.id, f"{one.title}, {instant(one.starts_at)}") for one in rows]


def tie(cohort: Cohort, event: Event) -> CohortEvent:
    """Hold an event for a cohort; an information meeting gives the cohort its day. Leaves
    `cohort.event_tied`. The caller commits.
    """
    row = CohortEvent(cohort=cohort, event=event)
    db.session.add(row)
    _follow_day(cohort, event)
    record("cohort.event_tied", cohort, event=event.id, kind=event.kind.value)
    return row


def untie(row: CohortEvent) -> None:
    """Hold it for nobody any more; the event stays. Leaves `cohort.event_untied`."""
    record("cohort.event_untied", row.cohort, event=row.event_id)
    db.session.delete(row)


def follow_step(kind: str, thing_id: int, step: str, _reason: str) -> None:
    """An information meeting that moves moves its cohort's day."""
    if kind != "event" or step != EventStep.MOVED.value:
        return
    row = tie_of(thing_id)
    if row is not None:
        _follow_day(row.cohort, row.event)


def _follow_day(cohort: Cohort, event: Event) -> None:
    if event.kind is EventKind.INFORMATION:
        cohort.information_on = event.starts_at.astimezone(PARIS).date()


def became_of(cohort: Cohort, event: Event) -> Counter[EnrolmentState]:
    """By state, the candidates of the cohort who came to this event."""
    came = select(EventGuest.participant_id).where(
        EventGuest.event_id == event.id, EventGuest.coming == Coming.PRESENT
    )
    rows = db.session.scalars(
        select(Enrolment.state).where(Enrolment.cohort_id == cohort.id, Enrolment.participant_id.in_(came))
    )
    return Counter(rows)
