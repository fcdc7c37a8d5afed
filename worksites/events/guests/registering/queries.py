"""The open events, and a registration that says nothing of who is registered. The caller commits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from clauses.parameters.catalogue.rules import whole
from clauses.parameters.queries import settings_for
from clauses.people.participants.models import Participant
from clauses.people.participants.rules import checked_name
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import is_mobile, parse_phone
from facilitator.audit.queries import record
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.languages.rules import Tongue
from facilitator.mail.models import OutboxMessage
from facilitator.mail.rules import parse_email
from facilitator.words import RuleBroken
from worksites.events.guests.message_queries import write_to
from worksites.events.guests.models import EventGuest
from worksites.events.guests.place_queries import line_of, seats_of
from worksites.events.guests.place_rules import has_room
from worksites.events.guests.registering.rules import TO_ONE, closes_at
from worksites.events.guests.rules import UNASKED, GuestOrigin, GuestState
from worksites.events.guests.saying_rules import Saying
from worksites.events.models import Event
from worksites.events.rules import EventState, GuestKind

HOW = "Donnez une adresse électronique ou un téléphone mobile : la confirmation y est envoyée."


@dataclass(frozen=True)
class Registration:
    """What somebody typed on the public page."""

    given_name: str
    family_name: str
    email: str
    phone: str
    tongue: Tongue
    slot_id: int | None


def open_events(at: datetime) -> Select[Event]:
    """The public events to come that are announced, of every body."""
    return (
        select(Event)
        .where(
            Event.is_public,
            Event.template == "",
            Event.state == EventState.ANNOUNCED,
            Event.ends_at > at,
        )
        .options(joinedload(Event.venue))
        .order_by(Event.starts_at, Event.id)
    )


def open_event(uid: str, at: datetime) -> Event | None:
    """One of them."""
    return db.session.scalar(open_events(at).where(Event.uid == uid))


def organiser_of(event: Event) -> str:
    """The body that holds it."""
    return db.session.get_one(Organisation, event.body_id).name


def is_open(event: Event, at: datetime) -> bool:
    """Whether one still registers."""
    return at < closes_at(event.closes_at, event.starts_at)


def kept_days(event: Event) -> int:
    """How long after the event names are kept."""
    return whole(settings_for(event.body_id, today()), "event_guest_days")


def register(event: Event, typed: Registration) -> None:
    """Keep a place for two hours (a setting) and send the message that confirms it. Whoever is on the list
    already receives her own link again: the page answers the same, so that nobody learns who is registered.

    Leaves `guest.registered`. Raises `RuleBroken`.
    """
    email = parse_email(typed.email) if typed.email else ""
    phone = parse_phone(typed.phone)
    if not email and not is_mobile(phone):
        raise RuleBroken(HOW, "email")
    slots = {one.id for one in event.slots}
    if slots and typed.slot_id not in slots:
        raise RuleBroken("Choisissez une heure.", "slot")
    if _too_often(email or phone):
        return
    known = _known(event, email, phone)
    if known is not None:
        _tell_again(known)
        return
    guest = _kept(event, typed, email, phone)
    record("guest.registered", guest, event=event.id)
    write_to(guest, Saying.REGISTER)


def _kept(event: Event, typed: Registration, email: str, phone: str) -> EventGuest:
    hours = whole(settings_for(event.body_id, today()), "event_hold_hours")
    slot_id = typed.slot_id if event.slots else None
    room = has_room(seats_of(event, GuestKind.PERSON), line_of(event.id, GuestKind.PERSON), slot_id, now())
    guest = EventGuest(
        body_id=event.body_id,
        event=event,
        kind=GuestKind.PERSON,
        given_name=checked_name(typed.given_name, "given_name", "prénom"),
        name=checked_name(typed.family_name, "family_name", "nom"),
        email=email,
        phone=phone,
        language=typed.tongue.value,
        origin=GuestOrigin.PUBLIC,
        state=GuestState.TO_CONFIRM,
        slot_id=slot_id,
        held_until=now() + timedelta(hours=hours) if room else now(),
        consented_at=now(),
    )
    db.session.add(guest)
    db.session.flush()
    return guest


def _known(event: Event, email: str, phone: str) -> EventGuest | None:
    """Who is on the list with this address: as typed, or as her record says."""
    same = []
    if email:
        same += [EventGuest.email == email, Participant.email == email]
    if phone:
        same += [EventGuest.phone == phone, Participant.phone == phone]
    found = select(EventGuest).outerjoin(EventGuest.participant)
    found = found.where(EventGuest.event_id == event.id, or_(*same)).order_by(EventGuest.id)
    return db.session.scalars(found.limit(1)).first()


def _tell_again(guest: EventGuest) -> None:
    """Her own link, to her own address."""
    if guest.state in UNASKED:
        guest.state, guest.invited_at = GuestState.INVITED, now()
        record("guest.registered", guest, event=guest.event_id)
    saying = Saying.REGISTER if guest.state is GuestState.TO_CONFIRM else Saying.CONFIRMED
    write_to(guest, saying, key=f"again {now():%Y-%m-%dT%H}")


def _too_often(address: str) -> bool:
    """Whether this address was written to enough today: the page may not be used to pester somebody."""
    sent = select(func.count()).where(
        OutboxMessage.to == address,
        OutboxMessage.kind == Saying.REGISTER.label,
        OutboxMessage.created_at > now() - timedelta(days=1),
    )
    return (db.session.scalar(sent) or 0) >= TO_ONE
