"""The guests of an event, as its body sees them; how one is reached, and her secrets."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import joinedload

from clauses.parameters.catalogue.rules import whole
from clauses.parameters.queries import settings_for
from clauses.people.participants.models import Participant
from facilitator.access import Asker
from facilitator.accounts.models import Contact, Organisation
from facilitator.accounts.queries import owned
from facilitator.accounts.rules import is_mobile
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.formats import search_key
from facilitator.mail.bounces.queries import bounce_of
from facilitator.setting import absolute, setting
from worksites.events.guests.link_rules import (
    code_digest,
    code_for,
    parse_code,
    pointer_digest,
    pointer_for,
)
from worksites.events.guests.models import EventGuest
from worksites.events.guests.rules import GuestOrigin, GuestState, GuestWay, change_until, reach_of
from worksites.events.models import Event, EventSlot
from worksites.events.rules import GuestKind

PATH = "/venir/"
WHOLE = (
    joinedload(EventGuest.participant),
    joinedload(EventGuest.organisation),
    joinedload(EventGuest.slot),
    joinedload(EventGuest.proposed_by),
)


def guests_of(asker: Asker, event_id: int) -> Select[EventGuest]:
    """The guests of an event, for the body that owns it; nobody else reads the list."""
    return owned(EventGuest, asker).where(EventGuest.event_id == event_id)


def guest_of(asker: Asker, event_id: int, guest_id: int) -> EventGuest | None:
    """One of them."""
    return db.session.scalar(guests_of(asker, event_id).where(EventGuest.id == guest_id).options(*WHOLE))


def named(found: Select[EventGuest]) -> Select[EventGuest]:
    """With the tables that say who each one is."""
    return found.outerjoin(EventGuest.participant).outerjoin(
        Organisation, Organisation.id == EventGuest.organisation_id
    )


def name_key() -> ColumnElement[str]:
    """What the list is sorted and searched by."""
    typed = func.lower(EventGuest.given_name + " " + EventGuest.name)
    return case(
        (EventGuest.participant_id.is_not(None), Participant.search_key),
        (EventGuest.organisation_id.is_not(None), Organisation.search_key),
        else_=typed,
    )


def find_guests(asker: Asker, event_id: int, values: Mapping[str, str]) -> Select[EventGuest]:
    """Those who answer the filters of the list's address."""
    found = named(guests_of(asker, event_id))
    for word in search_key(values.get("q", "")).split():
        found = found.where(name_key().contains(word))
    if kind := values.get("sorte"):
        found = found.where(EventGuest.kind == GuestKind(kind))
    if state := values.get("etat"):
        found = found.where(EventGuest.state == GuestState(state))
    if origin := values.get("origine"):
        found = found.where(EventGuest.origin == GuestOrigin(origin))
    if slot := values.get("creneau"):
        found = found.where(EventGuest.slot_id == int(slot) if int(slot) else EventGuest.slot_id.is_(None))
    return found


def ordered(found: Select[EventGuest], sort: str) -> Select[EventGuest]:
    """In the order of the address."""
    keys: dict[str, Any] = {
        "nom": name_key(),
        "etat": EventGuest.state,
        "creneau": EventSlot.starts_at,
        "reponse": EventGuest.answered_at,
    }
    key = keys.get(sort.removeprefix("-"), keys["nom"])
    found = found.outerjoin(EventSlot, EventSlot.id == EventGuest.slot_id)
    way = key.desc() if sort.startswith("-") else key.asc()
    return found.order_by(key.is_(None), way, name_key(), EventGuest.id)


def count(found: Select[EventGuest]) -> int:
    """How many answer."""
    ids = found.with_only_columns(EventGuest.id).order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(ids)) or 0


def rows(
    found: Select[EventGuest], sort: str, offset: int = 0, size: int | None = None
) -> Sequence[EventGuest]:
    """The guests to show, whole."""
    shown = ordered(found, sort).options(*WHOLE).offset(offset)
    return db.session.scalars(shown.limit(size) if size else shown).all()


def counts_of(event_id: int) -> dict[GuestKind, Counter[GuestState]]:
    """How many guests stand so, by kind."""
    found: dict[GuestKind, Counter[GuestState]] = {kind: Counter() for kind in GuestKind}
    grouped = (
        select(EventGuest.kind, EventGuest.state, func.count())
        .where(EventGuest.event_id == event_id)
        .group_by(EventGuest.kind, EventGuest.state)
    )
    for kind, state, people in db.session.execute(grouped):
        found[kind][state] = people
    return found


def suggested_by_event(asker: Asker) -> Sequence[tuple[int, int]]:
    """(event, how many) of the people whom referrers proposed for events to come, not decided yet."""
    mine = owned(EventGuest, asker).join(EventGuest.event)
    found = (
        mine.where(EventGuest.state == GuestState.SUGGESTED, Event.ends_at > now())
        .with_only_columns(Event.id, func.count())
        .group_by(Event.id, Event.starts_at)
        .order_by(Event.starts_at, Event.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(found)]


def address_of(guest: EventGuest) -> tuple[str, str]:
    """The mail address and the telephone of a guest, as typed for her or as the registers know them; an
    address that does not receive is as if there were none.
    """
    email, phone = guest.email, guest.phone
    if not (email or phone) and guest.participant is not None:
        email, phone = guest.participant.email, guest.participant.phone
    if not (email or phone) and guest.organisation is not None:
        email, phone = contact_address(guest.organisation.contacts)
    return ("" if email and bounce_of(email) else email), phone


def contact_address(contacts: Sequence[Contact]) -> tuple[str, str]:
    """The first contact who has an address, or else the first with a mobile telephone."""
    for one in contacts:
        if one.email:
            return one.email, one.phone
    return "", next((one.phone for one in contacts if is_mobile(one.phone)), "")


def reach(guest: EventGuest) -> GuestWay:
    """How she is reached today."""
    email, phone = address_of(guest)
    return reach_of(email, phone, is_mobile(phone))


def seal(guest: EventGuest) -> None:
    """Keep the digests of her secrets (she has her number). They follow from the house's key: the same ones
    each time, unless the key has changed.
    """
    key, uid = setting("SECRET_KEY"), guest.event.uid
    guest.pointer_hash = pointer_digest(pointer_for(key, uid, guest.id))
    guest.code_hash = code_digest(key, code_for(key, uid, guest.id))


def path_of(guest: EventGuest) -> str:
    """The address of her own page, on this site."""
    return PATH + pointer_for(setting("SECRET_KEY"), guest.event.uid, guest.id)


def url_of(guest: EventGuest) -> str:
    """The address of her own page, for a message."""
    return absolute(path_of(guest))


def code_of(guest: EventGuest) -> str:
    """The code of her letter."""
    return code_for(setting("SECRET_KEY"), guest.event.uid, guest.id)


def guest_behind(pointer: str) -> EventGuest | None:
    """Whose link this is; None for any other text."""
    found = select(EventGuest).where(EventGuest.pointer_hash == pointer_digest(pointer))
    return db.session.scalar(found.options(*WHOLE))


def guest_with_code(typed: str, at: datetime) -> EventGuest | None:
    """Whose code this is, until her event ends; None otherwise, whatever the reason."""
    code = parse_code(typed)
    if not code:
        return None
    digest = code_digest(setting("SECRET_KEY"), code)
    found = (
        select(EventGuest).join(EventGuest.event).where(EventGuest.code_hash == digest, Event.ends_at > at)
    )
    known = db.session.scalars(found.limit(2)).all()
    return known[0] if len(known) == 1 else None


def starts_of(guest: EventGuest) -> datetime:
    """When she is awaited: her slot, or the event."""
    return guest.slot.starts_at if guest.slot is not None else guest.event.starts_at


def change_limit(guest: EventGuest) -> datetime:
    """Until when she changes or cancels by herself."""
    hours = whole(settings_for(guest.body_id, today()), "event_change_hours")
    return change_until(starts_of(guest), hours)
