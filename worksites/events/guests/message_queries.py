"""The one way by which a guest is written to. The caller commits."""

from typing import Any

from sqlalchemy import select

from facilitator.accounts.models import Contact, Organisation
from facilitator.agenda.rules import Party
from facilitator.clock import PARIS
from facilitator.db import db
from facilitator.languages.rules import tongue_of
from facilitator.mail.queries import post
from facilitator.mail.sms.queries import post_sms
from worksites.events.calendar_offers import invite
from worksites.events.guests.models import EventGuest
from worksites.events.guests.queries import address_of, change_limit, reach, seal, starts_of, url_of
from worksites.events.guests.rules import GuestState, GuestWay
from worksites.events.guests.saying_rules import Saying, Told, html_of, sms_of, subject_of, text_of
from worksites.events.models import Event
from worksites.events.rules import GuestKind, StepFree

WAITED_FOR = frozenset({Saying.REGISTER})
"""Somebody sits before her screen and waits for it: it is neither held nor counted."""

NOTED = frozenset({Saying.INVITED, Saying.CONFIRMED, Saying.MOVED_UP, Saying.MOVED, Saying.CANCELLED})
"""What changes a calendar: a reminder says nothing new."""


def write_to(guest: EventGuest, saying: Saying, key: str = "", rank: int = 0) -> GuestWay:
    """Tell a guest something by mail or short message, in her language with French beside; how it left
    (`GuestWay.LETTER`: nothing left, she has no address).

    Every message to a guest leaves through here, and every mail through `_mail`, with what her calendar
    understands of it. `key` names what is said: with the same key, it is said to the same guest once, whoever
    runs twice.
    """
    way = reach(guest)
    seal(guest)
    if way is GuestWay.LETTER:
        return way
    named = f"event {guest.event.uid} guest {guest.id} {saying.value} {key}"
    about: dict[str, Any] = {
        "body_id": guest.body_id,
        "organisation_id": guest.organisation_id,
        "key": named,
        "urgent": saying in WAITED_FOR,
    }
    told = told_of(guest, rank)
    if way is GuestWay.MAIL:
        _mail(guest, saying, told, about)
    else:
        phone = address_of(guest)[1]
        post_sms(saying.label, phone, sms_of(saying, told, tongue_of(guest.language)), **about)
    return way


def _mail(guest: EventGuest, saying: Saying, told: Told, about: dict[str, Any]) -> None:
    """A mail to a guest: text and page say the same."""
    tongue = tongue_of(guest.language)
    signed = db.session.get_one(Organisation, guest.body_id).name
    post(
        saying.label,
        address_of(guest)[0],
        subject_of(saying, told, tongue),
        text_of(saying, told, tongue, signed),
        html=html_of(saying, told, tongue, signed),
        calendar=calendar_of(guest, saying, address_of(guest)[0], told.url),
        **about,
    )


def calendar_of(guest: EventGuest, saying: Saying, email: str, url: str) -> str:
    """What goes into her calendar, or out of it; '' while she has no time to note (she must choose a slot
    first, or waits), or nothing new to be told.
    """
    chooses = guest.kind is GuestKind.PERSON and bool(guest.event.slots) and guest.slot is None
    waits = guest.state is GuestState.WAITING and saying is not Saying.CANCELLED
    if saying not in NOTED or chooses or waits:
        return ""
    accepted = guest.state is GuestState.COMING
    return invite(guest.event, Party(email, guest.shown_name), url, guest.slot, accepted)


def told_of(guest: EventGuest, rank: int = 0) -> Told:
    """What is said of the event to one guest."""
    event = guest.event
    begins, slot = starts_of(guest).astimezone(PARIS), guest.slot
    ends = (slot.ends_at if slot is not None else event.ends_at).astimezone(PARIS)
    limit = change_limit(guest).astimezone(PARIS)
    venue = event.venue
    return Told(
        event.title,
        begins.date(),
        f"{begins:%H:%M}",
        f"{ends:%H:%M}",
        place=place_of(event),
        access=venue.access if venue else "",
        there=venue.accessibility if venue else "",
        step_free=venue.step_free if venue else StepFree.UNKNOWN,
        contact=contact_of(event),
        state=guest.state,
        chose=slot is not None,
        has_slots=bool(event.slots) and guest.kind is GuestKind.PERSON,
        change_on=limit.date(),
        change_hour=f"{limit:%H:%M}",
        rank=rank,
        url=url_of(guest),
    )


def place_of(event: Event) -> str:
    """`Maison de quartier, salle 2, 3 rue du Pradou, 63000 Clermont-Ferrand`; '' while it is not known."""
    venue = event.venue
    if venue is None:
        return ""
    town = f"{venue.postcode} {venue.commune}".strip()
    return ", ".join(part for part in (venue.name, event.room, venue.address, town) if part)


def contact_of(event: Event) -> str:
    """Whom to call: the first contact of the body that has a telephone."""
    found = select(Contact).where(Contact.organisation_id == event.body_id, Contact.phone != "")
    contact = db.session.scalar(found.order_by(Contact.rank).limit(1))
    return f"{contact.name}, {contact.shown_phone}" if contact else ""
