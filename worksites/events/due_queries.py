"""What waits for an organiser: preparation that is late, few guests, attendance not filled."""

from datetime import timedelta

from sqlalchemy import Integer, Select, and_, cast, exists, func, or_, select

from clauses.parameters.catalogue.rules import exact, whole
from clauses.parameters.queries import settings_of
from facilitator.access import Asker
from facilitator.clock import now, today
from facilitator.db import db
from worksites.events.checklist.rules import is_late
from worksites.events.guests.models import EventGuest
from worksites.events.guests.rules import Coming, GuestState
from worksites.events.life_rules import OPEN
from worksites.events.models import Event, EventSeats, EventSlot, EventTask
from worksites.events.rules import EventState, EventToDo, GuestKind
from worksites.events.when_rules import local

PERSON = EventGuest.kind == GuestKind.PERSON


def left_to_do(asker: Asker, found: Select[Event], wanted: EventToDo) -> Select[Event]:
    """Those of these events where this waits for somebody."""
    if wanted is EventToDo.LATE:
        return found.where(Event.id.in_(_late(found)))
    if wanted is EventToDo.FEW:
        return _few(asker, found)
    if wanted is EventToDo.UNSAID:
        return found.where(Event.state == EventState.ANNOUNCED, Event.ends_at < now())
    unknown = exists().where(
        EventGuest.event_id == Event.id,
        PERSON,
        EventGuest.coming == Coming.UNKNOWN,
        EventGuest.state == GuestState.COMING,
    )
    over = or_(
        Event.state == EventState.HELD, and_(Event.state == EventState.ANNOUNCED, Event.ends_at < now())
    )
    return found.where(over, unknown)


def _late(found: Select[Event]) -> list[int]:
    """Events with a task past its day; the days are counted back in Paris, so in Python."""
    wanted = found.where(or_(Event.state.in_(OPEN), Event.state == EventState.HELD)).order_by(None)
    rows = db.session.execute(
        wanted.join(EventTask, EventTask.event_id == Event.id)
        .where(EventTask.done_on.is_(None))
        .with_only_columns(Event.id, Event.starts_at, EventTask.days_before)
    )
    on = today()
    return sorted({row[0] for row in rows if is_late(local(row[1]).date(), row[2], None, on)})


def _few(asker: Asker, found: Select[Event]) -> Select[Event]:
    """Announced, soon, and fewer people come than the wanted part of the places (or nobody at all)."""
    settings = settings_of(asker, today())
    soon = now() + timedelta(days=whole(settings, "event_guests_alert_days"))
    percent = int(exact(settings, "event_few_guests_rate") * 100)
    coming = (
        select(func.count())
        .where(EventGuest.event_id == Event.id, PERSON, EventGuest.state == GuestState.COMING)
        .scalar_subquery()
    )
    seats = (
        select(EventSeats.seats)
        .where(EventSeats.event_id == Event.id, EventSeats.kind == GuestKind.PERSON)
        .scalar_subquery()
    )
    in_slots = select(func.sum(EventSlot.seats)).where(EventSlot.event_id == Event.id).scalar_subquery()
    wanted = cast(func.coalesce(seats, in_slots, 1), Integer)
    few = or_(coming == 0, coming * 100 < wanted * percent)
    return found.where(Event.state == EventState.ANNOUNCED, Event.starts_at.between(now(), soon), few)
