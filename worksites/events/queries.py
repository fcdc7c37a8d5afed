"""What an asker may see of the events. Everything that hangs on an event joins through here."""

from typing import TypeVar

from sqlalchemy import Select, false, select

from facilitator.access import BUYER_ROLES, COMPANY_ROLES, Asker, Role
from facilitator.accounts.queries import owned
from facilitator.db import db
from worksites.events.guests.models import EventGuest
from worksites.events.models import Event, EventCost, EventSlot, EventStop, EventTask
from worksites.events.rules import EventState
from worksites.sites.models import Worksite
from worksites.sites.queries import worksites_of

Part = TypeVar("Part", EventSlot, EventStop, EventTask, EventCost, EventGuest)
INVITED = COMPANY_ROLES | {Role.PARTNER, Role.LINK}


def events_of(asker: Asker) -> Select[Event]:
    """The events an asker may see: its body's, templates left out; those that are announced and to which its
    organisation is invited, a company's or a partner's (a link: of one body); those announced on its
    worksites, a buyer's. Nobody else's.
    """
    found = select(Event).where(Event.template == "")
    if asker.body_id is not None:
        return owned(Event, asker).where(Event.template == "")
    told = found.where(Event.state != EventState.PREPARED)
    if asker.role in INVITED:
        mine = select(EventGuest.event_id).where(EventGuest.organisation_id == asker.organisation_id)
        invited = told.where(Event.id.in_(mine))
        if asker.role is not Role.LINK:
            return invited
        return invited.where(Event.body_id == asker.scope.body_id) if asker.scope else found.where(false())
    if asker.role in BUYER_ROLES:
        return told.where(Event.worksite_id.in_(worksites_of(asker).with_only_columns(Worksite.id)))
    return found.where(false())


def event_of(asker: Asker, event_id: int) -> Event | None:
    """One event, if the asker may see it."""
    return db.session.scalar(events_of(asker).where(Event.id == event_id))


def part_of(asker: Asker, model: type[Part], part_id: int) -> Part | None:
    """A slot, a task, a line of the budget… of an event that the asker may see."""
    seen = events_of(asker).with_only_columns(Event.id)
    return db.session.scalar(select(model).where(model.id == part_id, model.event_id.in_(seen)))
