"""Write series down: make one, change or cancel what follows. The caller commits."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.words import RuleBroken
from worksites.events.life_queries import move_state
from worksites.events.life_rules import OPEN
from worksites.events.models import Event
from worksites.events.record_queries import change_event, move_event, set_trades
from worksites.events.rules import EventState
from worksites.events.templates.copy_queries import copy_event
from worksites.events.when_rules import local, moment, shifted


def following(event: Event) -> list[Event]:
    """The events of the same series that come after this one and may still change."""
    if not event.series:
        return []
    found = select(Event).where(
        Event.body_id == event.body_id,
        Event.series == event.series,
        Event.template == "",
        Event.starts_at > event.starts_at,
        Event.state.in_(OPEN),
    )
    return list(db.session.scalars(found.order_by(Event.starts_at, Event.id)))


def make_series(event: Event, days: Collection[date], user_id: int | None, with_guests: bool) -> int:
    """The same event on these days too, at the same hour by the clock; a day that the series has is left out.

    How many were made. Leaves `event.series_made`, and `event.copied` on each.
    """
    if not days:
        raise RuleBroken("Gardez au moins une date.", "days")
    event.series = event.series or str(uuid4())
    held = {
        local(one).date()
        for one in db.session.scalars(select(Event.starts_at).where(Event.series == event.series))
    }
    held.add(local(event.starts_at).date())
    new = sorted(set(days) - held)
    for on in new:
        starts_at = moment(on, local(event.starts_at).time())
        copy_event(event, starts_at, user_id, with_guests=with_guests).series = event.series
    db.session.flush()
    record("event.series_made", event, count=len(new))
    return len(new)


def change_all(event: Event, version: int | None, values: Mapping[str, Any]) -> None:
    """Change an event, then in the same way those of its series that follow: only what was changed."""
    after = following(event)
    changed = change_event(event, version, **values)
    for one in after if changed else ():
        change_event(one, None, **{name: values[name] for name in changed})


def move_all(
    event: Event, version: int | None, starts_at: datetime, ends_at: datetime, place: Mapping[str, Any]
) -> None:
    """Move an event, and those that follow by as many days and hours by the clock; the place likewise."""
    before = (event.starts_at, event.ends_at)
    after = following(event)
    changed = {name: value for name, value in place.items() if getattr(event, name) != value}
    move_event(event, version, starts_at, ends_at, **place)
    for one in after:
        begins = shifted(one.starts_at, before[0], starts_at)
        move_event(one, None, begins, shifted(one.ends_at, before[1], ends_at), **changed)


def set_all_trades(event: Event, version: int | None, trades: Collection[str]) -> None:
    """The trades of an event and of those that follow."""
    after = following(event)
    set_trades(event, version, trades)
    for one in after:
        set_trades(one, None, trades)


def cancel_all(event: Event, reason: str) -> int:
    """Cancel an event and those that follow; how many."""
    after = following(event)
    for one in (event, *after):
        move_state(one, EventState.CANCELLED, reason)
    return 1 + len(after)
