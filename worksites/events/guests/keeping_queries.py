"""What happens to guests by itself: reminders, places that lapse, names erased. The caller commits."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from clauses.parameters.catalogue.rules import whole
from clauses.parameters.queries import settings_for
from facilitator.audit.queries import record
from facilitator.clock import today
from facilitator.db import db
from worksites.events.guests.message_queries import write_to
from worksites.events.guests.models import EventGuest
from worksites.events.guests.place_queries import move_up
from worksites.events.guests.queries import starts_of
from worksites.events.guests.rules import EXPECTED, FORGOTTEN, TOLD, GuestState, Remembered, is_reminded
from worksites.events.guests.saying_rules import Saying
from worksites.events.models import Event
from worksites.events.rules import EventState, EventStep

UNCONFIRMED_KEPT = timedelta(days=2)
FARTHEST = timedelta(days=15)
"""The longest time before an event at which a body may have its guests reminded."""


def to_remind(at: datetime) -> Iterator[int]:
    """The numbers of the guests to remind now."""
    found = (
        select(EventGuest)
        .join(EventGuest.event)
        .where(
            Event.state == EventState.ANNOUNCED,
            Event.template == "",
            Event.ends_at > at,
            Event.starts_at < at + FARTHEST,
            EventGuest.state.in_(EXPECTED),
            EventGuest.reminded_at.is_(None),
        )
        .options(joinedload(EventGuest.event), joinedload(EventGuest.slot))
        .order_by(EventGuest.id)
    )
    for one in db.session.scalars(found).all():
        hours = whole(settings_for(one.body_id, today()), "event_reminder_hours")
        if is_reminded(remembered(one), hours, at):
            yield one.id


def remembered(guest: EventGuest) -> Remembered:
    """What was said to a guest."""
    return Remembered(guest.state, starts_of(guest), guest.invited_at, guest.answered_at, guest.reminded_at)


def remind(guest_id: int, at: datetime) -> bool:
    """Remind a guest, if it is still due. Leaves `guest.reminded`."""
    guest = db.session.get(EventGuest, guest_id, populate_existing=True)
    if guest is None:
        return False
    hours = whole(settings_for(guest.body_id, today()), "event_reminder_hours")
    if guest.event.state is not EventState.ANNOUNCED or not is_reminded(remembered(guest), hours, at):
        return False
    guest.reminded_at = at
    write_to(guest, Saying.REMINDED, key=starts_of(guest).isoformat())
    record("guest.reminded", guest)
    return True


def give_back(at: datetime) -> int:
    """Give the places of registrations that were not confirmed in time to who waits; how many moved up. Those
    that nobody confirmed for two days are forgotten. Leaves `guests.unconfirmed_forgotten`.
    """
    waiting = (
        select(Event)
        .join(EventGuest, EventGuest.event_id == Event.id)
        .where(
            EventGuest.state == GuestState.WAITING, Event.state == EventState.ANNOUNCED, Event.starts_at > at
        )
        .distinct()
    )
    moved = sum(move_up(event) for event in db.session.scalars(waiting).all())
    old = delete(EventGuest).where(
        EventGuest.state == GuestState.TO_CONFIRM, EventGuest.held_until < at - UNCONFIRMED_KEPT
    )
    gone = len(db.session.scalars(old.returning(EventGuest.id)).all())
    if gone:
        record("guests.unconfirmed_forgotten", "event_guest", people=gone)
    return moved


def forget(at: datetime) -> int:
    """Erase the names and addresses of guests who are in no register, once their event is long past; how
    many. They still count. Leaves `event.guests_forgotten`.
    """
    events = select(Event).where(Event.ends_at < at, Event.id.in_(select(EventGuest.event_id).where(*TYPED)))
    forgotten = 0
    for event in db.session.scalars(events).all():
        days = whole(settings_for(event.body_id, today()), "event_guest_days")
        if event.ends_at >= at - timedelta(days=days):
            continue
        found = db.session.scalars(select(EventGuest).where(EventGuest.event_id == event.id, *TYPED)).all()
        erase(found)
        record("event.guests_forgotten", event, people=len(found))
        forgotten += len(found)
    return forgotten


TYPED = (
    EventGuest.participant_id.is_(None),
    EventGuest.organisation_id.is_(None),
    EventGuest.name != FORGOTTEN,
)
"""Guests known by what was typed of them alone."""


def erase(guests: Collection[EventGuest]) -> None:
    """Leave nothing that says who they were."""
    for guest in guests:
        guest.name, guest.given_name, guest.email, guest.phone = FORGOTTEN, "", "", ""
        guest.reason, guest.remark = "", ""
        guest.pointer_hash, guest.code_hash = None, None


def follow(kind: str, thing_id: int, step: str, _reason: str) -> None:
    """An event moved or cancelled is told once to everybody invited who did not say no, in her language."""
    if kind != "event" or step not in SAID:
        return
    event = db.session.get_one(Event, thing_id)
    guests = select(EventGuest).where(EventGuest.event_id == event.id, EventGuest.state.in_(TOLD))
    told = 0
    for guest in db.session.scalars(guests.order_by(EventGuest.id)).all():
        if guest.invited_at is None and guest.answered_at is None and guest.consented_at is None:
            continue
        write_to(guest, SAID[step], key=str(event.sequence))
        guest.reminded_at = None if step == EventStep.MOVED else guest.reminded_at
        told += 1
    if told:
        record("event.guests_told", event, people=told, step=step)


SAID = {EventStep.MOVED.value: Saying.MOVED, EventStep.CANCELLED.value: Saying.CANCELLED}
