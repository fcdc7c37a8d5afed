"""The companies and the partners of an event, and their jobs, inside what the asker may see."""

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload, selectinload

from clauses.people.employments.offered_queries import commitments_offered
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.accounts.queries import organisations_of
from facilitator.accounts.rules import DECLARING_KINDS, OrganisationKind
from facilitator.db import db
from worksites.events.guests.models import EventGuest, EventOpening
from worksites.events.models import Event
from worksites.events.queries import events_of
from worksites.events.rounds.models import EventMeeting
from worksites.events.rules import GuestKind

Choices = list[tuple[int, str]]
KINDS = {
    GuestKind.COMPANY: DECLARING_KINDS,
    GuestKind.PARTNER: frozenset(OrganisationKind) - {OrganisationKind.OPERATOR, OrganisationKind.COMPANY},
}
"""What an organisation may be, to come as one of these guests."""


def invited_organisations(event: Event) -> list[EventGuest]:
    """The companies and the partners of an event, by name, with their jobs."""
    found = (
        select(EventGuest)
        .join(EventGuest.organisation)
        .where(EventGuest.event_id == event.id)
        .options(joinedload(EventGuest.organisation), selectinload(EventGuest.openings))
        .order_by(Organisation.name, EventGuest.id)
    )
    return list(db.session.scalars(found))


def organisation_guest(asker: Asker, guest_id: int) -> EventGuest | None:
    """A company or a partner of an event: any of its body's, its own for an organisation."""
    seen = events_of(asker).with_only_columns(Event.id)
    found = select(EventGuest).where(
        EventGuest.id == guest_id,
        EventGuest.organisation_id.is_not(None),
        EventGuest.event_id.in_(seen),
        _mine(asker),
    )
    return db.session.scalar(found)


def opening_of(asker: Asker, opening_id: int) -> EventOpening | None:
    """A job of a company that the asker may write for."""
    guest_id = db.session.scalar(select(EventOpening.guest_id).where(EventOpening.id == opening_id))
    if guest_id is None or organisation_guest(asker, guest_id) is None:
        return None
    return db.session.get(EventOpening, opening_id)


def own_guest_in(asker: Asker, event: Event) -> EventGuest | None:
    """The asker's organisation among the guests of an event."""
    found = select(EventGuest).where(
        EventGuest.event_id == event.id, EventGuest.organisation_id == asker.organisation_id
    )
    return db.session.scalar(found.options(selectinload(EventGuest.openings)))


def organisations_offered(asker: Asker, event: Event, kind: GuestKind) -> Choices:
    """(id, name) of who may still be added as this kind of guest."""
    held = select(EventGuest.organisation_id).where(
        EventGuest.event_id == event.id, EventGuest.organisation_id.is_not(None)
    )
    found = organisations_of(asker).where(Organisation.kind.in_(KINDS[kind]), Organisation.id.not_in(held))
    return [(one.id, one.name) for one in db.session.scalars(found.order_by(Organisation.name))]


def commitments_for(asker: Asker, guest: EventGuest) -> Choices:
    """(id, words) of the running commitments of the company, whose hours a job would serve."""
    name = guest.organisation.name if guest.organisation else ""
    return [one for one in commitments_offered(asker) if one[1].endswith(f", {name}")]


def is_met(guest: EventGuest) -> bool:
    """Whether a meeting was planned with this guest."""
    found = select(EventMeeting.id).where(
        or_(EventMeeting.company_id == guest.id, EventMeeting.person_id == guest.id)
    )
    return db.session.scalar(found.limit(1)) is not None


def _mine(asker: Asker) -> ColumnElement[bool]:
    if asker.body_id is not None:
        return EventGuest.body_id == asker.body_id
    return EventGuest.organisation_id == asker.organisation_id
