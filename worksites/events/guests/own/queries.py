"""The invitation of the organisation that asks."""

from sqlalchemy import select

from facilitator.access import COMPANY_ROLES, Asker, Role
from facilitator.db import db
from worksites.events.guests.models import EventGuest
from worksites.events.guests.rules import UNASKED


def own_guest(asker: Asker, event_id: int) -> EventGuest | None:
    """How the organisation of the asker stands among the guests of an event; None when it was not invited."""
    if asker.role not in COMPANY_ROLES | {Role.PARTNER}:
        return None
    found = select(EventGuest).where(
        EventGuest.event_id == event_id,
        EventGuest.organisation_id == asker.organisation_id,
        EventGuest.state.not_in(UNASKED),
    )
    return db.session.scalar(found)
