"""The events for which a structure proposes people, those it proposed; asking it. The caller commits."""

from collections.abc import Sequence

from sqlalchemy import Select, false, func, select

from clauses.people.participants.models import Participant
from clauses.people.participants.queries import participants_of
from clauses.people.participants.rules import checked_name
from facilitator.access import Asker, Role
from facilitator.accounts.models import Contact, Organisation
from facilitator.accounts.queries import partners_of
from facilitator.accounts.rules import parse_phone
from facilitator.accounts.tasklinks.models import TaskLink
from facilitator.accounts.tasklinks.queries import contact_of, new_link
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.identity import refuse_nir
from facilitator.languages.rules import Tongue
from facilitator.mail.queries import post
from facilitator.mail.rules import parse_email
from facilitator.words import RuleBroken
from worksites.events.guests.message_queries import place_of
from worksites.events.guests.models import EventGuest
from worksites.events.guests.referring.models import EventReferrer
from worksites.events.guests.referring.rules import KIND, LABEL, PURPOSE, check_more, subject, text
from worksites.events.guests.rules import GuestOrigin, GuestState
from worksites.events.models import Event
from worksites.events.rules import EventState, GuestKind
from worksites.events.when_rules import said_span

UNREACHABLE = "Cette structure n’a pas de contact avec une adresse électronique : complétez ses contacts."


def referred_to(asker: Asker) -> Select[EventReferrer]:
    """Where the asker's structure may propose people: announced events to come; a link, its own alone."""
    found = (
        select(EventReferrer)
        .join(EventReferrer.event)
        .where(
            EventReferrer.organisation_id == asker.organisation_id,
            Event.state == EventState.ANNOUNCED,
            Event.starts_at > now(),
        )
        .order_by(Event.starts_at, Event.id)
    )
    if asker.role is Role.PARTNER:
        return found
    if asker.role is Role.LINK and asker.scope is not None:
        return found.where(
            EventReferrer.link_id == asker.scope.link_id, EventReferrer.body_id == asker.scope.body_id
        )
    return found.where(false())


def referrer_of(asker: Asker, event_id: int) -> EventReferrer | None:
    """One of them."""
    return db.session.scalar(referred_to(asker).where(EventReferrer.event_id == event_id))


def proposed_by(referrer: EventReferrer) -> Sequence[EventGuest]:
    """Those whom this structure proposed for the event, and nobody else."""
    found = select(EventGuest).where(
        EventGuest.event_id == referrer.event_id,
        EventGuest.proposed_by_id == referrer.organisation_id,
        EventGuest.origin == GuestOrigin.REFERRER,
    )
    return db.session.scalars(found.order_by(EventGuest.id)).all()


def followed(asker: Asker) -> list[tuple[int, str]]:
    """(number, name) of the people whom the structure follows: to an account, never to a link."""
    if asker.role is not Role.PARTNER:
        return []
    found = participants_of(asker).where(
        Participant.archived_on.is_(None), Participant.referrer_id == asker.organisation_id
    )
    return [(one.id, one.name) for one in db.session.scalars(found.order_by(Participant.search_key))]


def propose(
    referrer: EventReferrer,
    participant_id: int | None,
    *,
    given_name: str = "",
    family_name: str = "",
    email: str = "",
    phone: str = "",
    tongue: Tongue = Tongue.FR,
    reason: str = "",
) -> EventGuest:
    """Propose somebody: a facilitator accepts or not. Leaves `guest.suggested`. Raises `RuleBroken`."""
    check_more(len(proposed_by(referrer)))
    refuse_nir(reason, "reason")
    guest = EventGuest(
        body_id=referrer.body_id,
        event=referrer.event,
        kind=GuestKind.PERSON,
        participant_id=participant_id,
        language=tongue.value,
        origin=GuestOrigin.REFERRER,
        proposed_by_id=referrer.organisation_id,
        reason=reason.strip()[:300],
        state=GuestState.SUGGESTED,
    )
    if participant_id is None:
        guest.given_name = checked_name(given_name, "given_name", "prénom")
        guest.name = checked_name(family_name, "family_name", "nom")
        guest.email = parse_email(email) if email else ""
        guest.phone = parse_phone(phone)
    elif _is_guest(referrer.event_id, participant_id):
        raise RuleBroken("Cette personne est déjà sur la liste de cet événement.", "participant")
    db.session.add(guest)
    db.session.flush()
    record("guest.suggested", guest, organisation=referrer.organisation_id)
    return guest


def _is_guest(event_id: int, participant_id: int) -> bool:
    found = select(func.count()).where(
        EventGuest.event_id == event_id, EventGuest.participant_id == participant_id
    )
    return bool(db.session.scalar(found))


def asked_for(event: Event) -> Sequence[EventReferrer]:
    """The structures that were asked to propose people."""
    found = select(EventReferrer).where(EventReferrer.event_id == event.id)
    return db.session.scalars(found.order_by(EventReferrer.id)).all()


def may_be_asked(asker: Asker) -> list[tuple[int, str]]:
    """(number, name) of the partners of the body."""
    found = partners_of(asker).order_by(Organisation.search_key)
    return [(one.id, one.name) for one in db.session.scalars(found)]


def ask(event: Event, organisation: Organisation) -> str:
    """Send a structure the link of this event, again if it has one; the address of the link. Leaves
    `event.referrer_asked`. Raises `RuleBroken`.
    """
    if event.state is not EventState.ANNOUNCED or event.starts_at <= now():
        raise RuleBroken("On ne demande des propositions que pour un événement annoncé et à venir.")
    contact = next((one for one in organisation.contacts if one.email), None)
    if contact is None:
        raise RuleBroken(UNREACHABLE, "organisation")
    found = select(EventReferrer).where(
        EventReferrer.event_id == event.id, EventReferrer.organisation_id == organisation.id
    )
    referrer = db.session.scalar(found) or EventReferrer(
        body_id=event.body_id, event=event, organisation=organisation, asked_at=now()
    )
    db.session.add(referrer)
    url = _send(referrer, contact)
    record("event.referrer_asked", event, organisation=organisation.id)
    return url


def _send(referrer: EventReferrer, contact: Contact, key: str = "") -> str:
    event, body = referrer.event, db.session.get_one(Organisation, referrer.body_id)
    title = f"{LABEL} : {event.title}"[:200]
    link, url = new_link(body.id, contact, PURPOSE, title, key=key)
    db.session.flush()
    referrer.link_id, referrer.asked_at = link.id, now()
    db.session.flush()
    post(
        KIND,
        contact.email,
        subject(event.title),
        text(event.title, said_span(event.starts_at, event.ends_at), place_of(event), url, body.name),
        organisation_id=contact.organisation_id,
        body_id=body.id,
    )
    return url


def renew(link_id: int) -> None:
    """Send again to the same contact, once a day at most, while the event is to come."""
    link = db.session.get_one(TaskLink, link_id)
    key = f"renewed {link.id} {now():%Y-%m-%d}"
    referrer = db.session.scalar(select(EventReferrer).where(EventReferrer.link_id == link.id))
    contact = contact_of(link)
    known = db.session.scalar(select(TaskLink.id).where(TaskLink.key == key))
    if referrer is None or contact is None or known is not None:
        return
    if referrer.event.state is EventState.ANNOUNCED and referrer.event.starts_at > now():
        _send(referrer, contact, key)
