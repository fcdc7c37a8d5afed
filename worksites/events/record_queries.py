"""Write events down: create, change what one is, when and where. The caller commits."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from clauses.contracts.contract_rules import Outdated
from clauses.people.employments.trades.rules import parse_trade
from clauses.people.participants.naming_queries import check_nobody_named
from facilitator.audit.queries import record
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.words import RuleBroken
from worksites.events.changing_queries import retold, tell_moved, touched
from worksites.events.checklist.rules import tasks_left
from worksites.events.life_rules import check_open
from worksites.events.models import Event, EventOrganiser, EventSlot, EventStop, EventTask, EventTrade
from worksites.events.place_rules import place_of
from worksites.events.rules import EventKind, EventState
from worksites.events.slots.rules import check_within
from worksites.events.when_rules import local, shifted
from worksites.sites.models import Worksite

FREE_TEXTS = ("title", "told", "notes", "room")
"""Where a name of somebody followed would be read by others: it is refused."""


def new_event(body_id: int, user_id: int | None, **values: Any) -> Event:
    """A bare event in preparation, held by who makes it; in the session, without act nor checks."""
    event = Event(body_id=body_id, uid=str(uuid4()), sequence=0, changed_at=now(), state=EventState.PREPARED)
    for name, value in values.items():
        setattr(event, name, value)
    event.created_by_id = user_id
    db.session.add(event)
    return event


def create_event(body_id: int, user_id: int | None, trades: Iterable[str], **values: Any) -> Event:
    """A new event with the usual checklist of its kind (`kind`, `starts_at` and `ends_at` are owed; without
    a `title` it is made of the kind and of the trades). Leaves `event.created`.
    """
    said = _trades(trades)
    kind: EventKind = values["kind"]
    values["title"] = values.get("title") or _title(kind, said)
    site = db.session.get(Worksite, values.get("worksite_id") or 0)
    if site is not None and not values.get("operation_id"):
        values["operation_id"] = site.operation_id
    event = new_event(body_id, user_id, **_checked(body_id, values))
    event.trades = [EventTrade(trade=one) for one in said]
    usual = tasks_left(kind, local(values["starts_at"]).date(), today())
    event.tasks = [EventTask(label=one.label, days_before=one.days_before) for one in usual]
    if user_id is not None:
        event.organisers = [EventOrganiser(user_id=user_id)]
    db.session.flush()
    record("event.created", event, kind=kind.value)
    return event


def change_event(event: Event, version: int | None, **values: Any) -> list[str]:
    """Change what an event is; answers the columns that changed. Leaves `event.changed`.

    `version` is the one the form was shown with: another one raises `Outdated`, nothing is changed.
    """
    check_version(event, version)
    check_open(event.state)
    values = _checked(event.body_id, values)
    changed = [name for name, value in values.items() if getattr(event, name) != value]
    place_before = place_of(event)
    for name in changed:
        setattr(event, name, values[name])
    if not changed:
        return []
    _follow_places(event)
    if place_of(event) == place_before:
        retold(event)
    else:
        touched(event)
        tell_moved(event, event.starts_at, place_before, place_of(event))
    record("event.changed", event, fields=changed)
    return changed


def move_event(
    event: Event, version: int | None, starts_at: datetime, ends_at: datetime, **place: Any
) -> None:
    """Another time or another place (`venue_id`, `room`): its slots and the parts of its day follow its
    beginning. Refuses on `ends` a slot that would fall outside. Leaves `event.moved`.
    """
    check_version(event, version)
    check_open(event.state)
    place = _checked(event.body_id, place)
    before, place_before = (event.starts_at, event.ends_at), place_of(event)
    if before == (starts_at, ends_at) and all(getattr(event, name) == place[name] for name in place):
        return
    if event.state is EventState.ANNOUNCED and starts_at != before[0] and starts_at <= now():
        raise RuleBroken("Un événement annoncé se déplace à une date à venir.", "day")
    parts: list[EventSlot | EventStop] = [*event.slots, *event.stops]
    for part in parts:
        part.starts_at, part.ends_at = (
            shifted(one, before[0], starts_at) for one in (part.starts_at, part.ends_at)
        )
        check_within((part.starts_at, part.ends_at), (starts_at, ends_at), "ends")
    if event.closes_at is not None:
        event.closes_at = shifted(event.closes_at, before[0], starts_at)
    event.starts_at, event.ends_at = starts_at, ends_at
    for name, value in place.items():
        setattr(event, name, value)
    touched(event)
    _follow_places(event)
    record("event.moved", event, before=before[0].isoformat(), after=starts_at.isoformat())
    tell_moved(event, before[0], place_before, place_of(event))


def set_trades(event: Event, version: int | None, trades: Iterable[str]) -> None:
    """The trades an event is for, in this order. Leaves `event.trades_set`."""
    check_version(event, version)
    check_open(event.state)
    said = _trades(trades)
    if said == [one.trade for one in event.trades]:
        return
    event.trades.clear()
    db.session.flush()
    event.trades = [EventTrade(trade=one) for one in said]
    retold(event)
    record("event.trades_set", event, trades=said)


def check_version(event: Event, version: int | None) -> None:
    """Refuse a form shown before somebody else's change (`Outdated`)."""
    if version is not None and version != event.version:
        raise Outdated


def _follow_places(event: Event) -> None:
    """Read the place anew: its number has changed."""
    db.session.flush()
    db.session.expire(event, ["venue", "worksite", "operation"])


def _checked(body_id: int, values: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(values)
    with db.session.no_autoflush:
        for name in FREE_TEXTS:
            if name in found:
                found[name] = check_nobody_named(body_id, found[name] or "", name)
    return found


def _trades(trades: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(said for one in trades if (said := parse_trade(one))))


def _title(kind: EventKind, trades: list[str]) -> str:
    names = ", ".join(one.partition(" (")[0] for one in trades)
    return (f"{kind.label} : {names}" if names else kind.label).replace(" :", "\u00a0:")[:200]
