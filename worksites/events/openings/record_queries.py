"""Write the companies, the partners and the jobs of an event down. The caller commits."""

from typing import Any

from clauses.people.employments.trades.rules import parse_trade
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.words import RuleBroken
from worksites.events.guests.models import EventGuest, EventOpening
from worksites.events.guests.rules import GuestState
from worksites.events.life_rules import check_open
from worksites.events.models import Event
from worksites.events.openings.queries import invited_organisations, is_met
from worksites.events.rules import GuestKind
from worksites.events.slots.rules import MOST_SEATS


def add_organisation(event: Event, organisation_id: int, kind: GuestKind) -> EventGuest:
    """A company or a partner is on the list; nobody is written to yet. Leaves `event.organisation_added`."""
    check_open(event.state)
    held = invited_organisations(event)
    if organisation_id in {one.organisation_id for one in held}:
        raise RuleBroken("Cette structure est déjà dans la liste.", "organisation_id")
    limit = next((one.seats for one in event.seats if one.kind is kind), None)
    if limit is not None and sum(one.kind is kind for one in held) >= limit:
        raise RuleBroken("Il ne reste plus de place pour ce type d’invités.", "organisation_id")
    guest = EventGuest(body_id=event.body_id, event=event, kind=kind, organisation_id=organisation_id)
    db.session.add(guest)
    db.session.flush()
    record("event.organisation_added", event, organisation=organisation_id, kind=kind.value)
    return guest


def remove_organisation(guest: EventGuest) -> None:
    """Take a company or a partner off the list, before it was told. Leaves `event.organisation_removed`."""
    event = guest.event
    check_open(event.state)
    if guest.state is not GuestState.PROPOSED or is_met(guest):
        raise RuleBroken("Cette structure a déjà été invitée : notez plutôt qu’elle ne vient pas.")
    record("event.organisation_removed", event, organisation=guest.organisation_id)
    db.session.delete(guest)


def set_opening(guest: EventGuest, opening: EventOpening | None, by_guest: bool, **values: Any) -> None:
    """Add a job that a company brings, or change one (`trade`, `seats`, `contract_type`, `french`, `licence`,
    `commitment_id`). A company writes its own until the event begins. Leaves `event.opening_set`.
    """
    _check(guest, by_guest)
    if not 1 <= values["seats"] <= MOST_SEATS:
        raise RuleBroken(f"Indiquez de 1 à {MOST_SEATS} postes.", "seats")
    trade = parse_trade(values["trade"])
    if opening is None:
        opening = EventOpening()
        guest.openings.append(opening)
    for name, value in (values | {"trade": trade}).items():
        setattr(opening, name, value)
    db.session.flush()
    record("event.opening_set", guest.event, organisation=guest.organisation_id, trade=trade)


def remove_opening(opening: EventOpening, by_guest: bool) -> None:
    """A company brings this job no more. Leaves `event.opening_removed`."""
    guest = opening.guest
    _check(guest, by_guest)
    record("event.opening_removed", guest.event, organisation=guest.organisation_id, trade=opening.trade)
    guest.openings.remove(opening)


def _check(guest: EventGuest, by_guest: bool) -> None:
    check_open(guest.event.state)
    if by_guest and guest.event.starts_at <= now():
        raise RuleBroken("L’événement a commencé : dites vos changements à l’organisateur.")
