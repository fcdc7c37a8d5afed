"""The events of a calendar: their marks out of one light select, then those that must be written anew."""

from collections.abc import Hashable, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, bindparam, cast, func, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from facilitator.access import BODY_ROLES, Asker
from facilitator.accounts.models import Organisation
from facilitator.accounts.queries import partners_of
from facilitator.agenda.feed_rules import CANCELLED_STAYS, MINE, TERRITORY
from facilitator.appointments import Wanted
from facilitator.clock import PARIS, now
from facilitator.db import db
from facilitator.prepared import PREPARED, Prepared
from worksites.events.guests.models import EventGuest
from worksites.events.guests.rules import GuestState
from worksites.events.models import Event, EventOrganiser, EventStop, EventTask, Venue
from worksites.events.queries import events_of
from worksites.events.rules import EventState
from worksites.sites.models import Worksite
from worksites.sites.queries import worksites_of

AT_ONCE = 500
WORKSITE, ORGANISATION = "worksite", "organisation"
DECLINED = (GuestState.NOT_COMING, GuestState.WITHDRAWN)
TIMES = cast(EventStop.starts_at, String) + "|" + cast(EventStop.ends_at, String)
STOP_TEXT = EventStop.title + "|" + EventStop.place + "|" + TIMES
STOPS = (
    select(EventStop.event_id, func.aggregate_strings(STOP_TEXT, "\n").label("told"))
    .group_by(EventStop.event_id)
    .subquery()
)
"""What is told of the stops: they have no version of their own."""


def marks_of(asker: Asker, wanted: Wanted) -> list[Hashable]:
    """The events of a calendar in the order of their days, each with the versions of all that is told of it:
    the same mark, the same text.
    """
    if wanted.about not in (MINE, TERRITORY, WORKSITE, ORGANISATION):
        return []
    return list(_marks(asker, wanted.about).rows(_values(wanted)))


def marks_among(asker: Asker, wanted: Wanted, ids: Select[int]) -> list[Hashable]:
    """The same for the events of these numbers, that an upper room knows (those of a cohort)."""
    return list(_marked(asker, Event.id.in_(ids)).rows(_values(wanted)))


def _values(wanted: Wanted) -> dict[str, Any]:
    begins, ends = (datetime.combine(day, time(), PARIS) for day in (wanted.first, wanted.last))
    return {"begins": begins, "ends": ends, "recent": now() - CANCELLED_STAYS, "thing_id": wanted.thing_id}


@lru_cache(maxsize=PREPARED)
def _marks(asker: Asker, about: str) -> Prepared:
    """The select of an asker's calendar."""
    return _marked(asker, _about(asker, about))


def _marked(asker: Asker, condition: ColumnElement[bool]) -> Prepared:
    """The marks of the asker's events that meet a condition; the identity comes first."""
    within = and_(Event.ends_at > bindparam("begins"), Event.starts_at < bindparam("ends"))
    just_cancelled = and_(Event.state == EventState.CANCELLED, Event.changed_at > bindparam("recent"))
    return Prepared(
        events_of(asker)
        .outerjoin(Venue, Venue.id == Event.venue_id)
        .outerjoin(Worksite, Worksite.id == Event.worksite_id)
        .outerjoin(STOPS, STOPS.c.event_id == Event.id)
        .where(or_(within, just_cancelled), condition)
        .order_by(Event.starts_at, Event.id)
        .with_only_columns(
            Event.uid, Event.version, Venue.version.label("v"), Worksite.version.label("w"), STOPS.c.told
        )
    )


def _about(asker: Asker, about: str) -> ColumnElement[bool]:
    if about == WORKSITE:
        return Event.worksite_id == bindparam("thing_id")
    if about == ORGANISATION:
        return Event.id.in_(_with(bindparam("thing_id"), declined=False))
    return organised_by(asker) if about == MINE else true()


def _with(organisation: Any, declined: bool) -> Select[int]:
    """The events to which an organisation is invited; those it declined, or the others."""
    said = EventGuest.state.in_(DECLINED)
    found = select(EventGuest.event_id).where(EventGuest.organisation_id == organisation)
    return found.where(said if declined else ~said)


def organised_by(asker: Asker) -> ColumnElement[bool]:
    """One's own events: those that a member of the body holds (the one who made it, when nobody is named);
    those that another organisation has not declined.
    """
    if asker.role not in BODY_ROLES:
        return Event.id.not_in(_with(asker.organisation_id, declined=True))
    hers = select(EventOrganiser.event_id).where(EventOrganiser.user_id == asker.user_id)
    held = select(EventOrganiser.event_id)
    made = and_(Event.created_by_id == asker.user_id, Event.id.not_in(held))
    return or_(Event.id.in_(hers), made)


def events_marked(marks: Sequence[Hashable]) -> dict[Hashable, Event]:
    """The events of these marks, with all that a calendar tells of them."""
    by_uid = {mark[0]: mark for mark in marks if isinstance(mark, tuple)}
    reach = (joinedload(Event.venue), joinedload(Event.worksite), selectinload(Event.stops))
    uids, found = list(by_uid), dict[Hashable, Event]()
    for start in range(0, len(uids), AT_ONCE):
        some = select(Event).where(Event.uid.in_(uids[start : start + AT_ONCE])).options(*reach)
        found |= {by_uid[event.uid]: event for event in db.session.scalars(some)}
    return found


def tasks_between(asker: Asker, first: date, last: date) -> list[EventTask]:
    """What is still to be done for one's own events, on days between these."""
    begins = datetime.combine(first, time(), PARIS)
    tasks = (
        select(EventTask)
        .join(EventTask.event)
        .where(Event.id.in_(events_of(asker).where(organised_by(asker)).with_only_columns(Event.id)))
        .where(Event.state.in_((EventState.PREPARED, EventState.ANNOUNCED)), Event.ends_at > begins)
        .where(EventTask.done_on.is_(None))
        .options(contains_eager(EventTask.event))
        .order_by(EventTask.id)
    )
    return [task for task in db.session.scalars(tasks) if first <= day_of(task) < last]


def day_of(task: EventTask) -> date:
    """The day a task is for, counted back from its event's."""
    return date.fromordinal(task.event.starts_at.astimezone(PARIS).date().toordinal() - task.days_before)


def worksites_offered(asker: Asker) -> list[tuple[int, str]]:
    """The worksites that the asker may see and that are not archived, by name."""
    found = worksites_of(asker).where(Worksite.archived_on.is_(None)).order_by(Worksite.search_key)
    return [
        (key, name) for key, name in db.session.execute(found.with_only_columns(Worksite.id, Worksite.name))
    ]


def partners_offered(asker: Asker) -> list[tuple[int, str]]:
    """The partners of a body, and the organisations that it invited, by name."""
    seen = events_of(asker).with_only_columns(Event.id)
    invited = select(EventGuest.organisation_id).where(EventGuest.event_id.in_(seen))
    partners = partners_of(asker).with_only_columns(Organisation.id)
    found = select(Organisation.id, Organisation.name).where(
        or_(Organisation.id.in_(invited), Organisation.id.in_(partners))
    )
    return [(key, name) for key, name in db.session.execute(found.order_by(Organisation.search_key))]
