"""The templates of an asker's body."""

from sqlalchemy import Select
from sqlalchemy.orm import joinedload, selectinload

from facilitator.access import Asker
from facilitator.accounts.queries import owned
from facilitator.db import db
from worksites.events.list_queries import EventRow, guest_counts
from worksites.events.models import Event


def templates_of(asker: Asker) -> Select[Event]:
    """The templates of the asker's body."""
    return owned(Event, asker).where(Event.template != "")


def template_of(asker: Asker, event_id: int) -> Event | None:
    """One template, if the asker may see it."""
    return db.session.scalar(templates_of(asker).where(Event.id == event_id))


def template_rows(asker: Asker) -> list[EventRow]:
    """The templates, by name."""
    parts = (selectinload(Event.trades), selectinload(Event.tasks), selectinload(Event.slots))
    found = templates_of(asker).options(joinedload(Event.venue), joinedload(Event.worksite), *parts)
    rows = db.session.scalars(found.order_by(Event.template, Event.id)).all()
    counts = guest_counts([one.id for one in rows])
    return [EventRow(one, *counts.get(one.id, (0, 0, 0))) for one in rows]
