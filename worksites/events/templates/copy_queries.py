"""Copy an event: every column, every part, by what the models say of themselves. The caller commits."""

from datetime import datetime
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import ColumnProperty, Mapper, RelationshipProperty, selectinload

from clauses.people.participants.naming_queries import check_nobody_named
from facilitator.audit.queries import record
from facilitator.db import Base, db
from facilitator.feature import tell_step
from facilitator.words import RuleBroken
from worksites.events.guests.models import EventGuest, EventOpening
from worksites.events.models import Event
from worksites.events.record_queries import new_event
from worksites.events.rules import EventStep, GuestKind
from worksites.events.templates.rules import ANEW_IN, GUEST_TAKEN, MADE_ANEW
from worksites.events.when_rules import shifted

OWN_KEYS = frozenset({"id", "event_id", "guest_id"})


def copy_event(
    event: Event,
    starts_at: datetime,
    user_id: int | None,
    *,
    title: str = "",
    template: str = "",
    with_guests: bool = True,
) -> Event:
    """The same event on another day, in preparation; with its companies, its partners and their jobs.

    Other rooms copy what they hang on it (`EventStep.COPIED`, the reason is the number of the first).
    Leaves `event.copied`.
    """
    move = (event.starts_at, starts_at)
    values = _columns(event, MADE_ANEW, move)
    if title:
        values["title"] = check_nobody_named(event.body_id, title, "title")
    body_id = values.pop("body_id")
    copy = new_event(body_id, user_id, template=template, **values)
    for part in parts_of_event():
        rows = [_copied(row, move) for row in getattr(event, part.key)]
        setattr(copy, part.key, rows)
    db.session.flush()
    if with_guests:
        _copy_guests(event, copy, move)
    record("event.copied", copy, of=event.id, **({"template": template} if template else {}))
    tell_step("event", copy.id, EventStep.COPIED.value, str(event.id))
    return copy


def parts_of_event() -> list[RelationshipProperty[Any]]:
    """The lists that belong to an event whole: they are copied with it."""
    mapper: Mapper[Any] = inspect(Event)
    return [one for one in mapper.relationships if one.cascade.delete_orphan]


def save_template(event: Event, name: str, user_id: int | None) -> Event:
    """Keep an event as a template of the body. Raises `RuleBroken` on a name that is taken."""
    name = check_nobody_named(event.body_id, name, "name")
    held = select(Event.id).where(Event.body_id == event.body_id, Event.template == name)
    if db.session.scalar(held) is not None:
        raise RuleBroken("Un modèle porte déjà ce nom.", "name")
    return copy_event(event, event.starts_at, user_id, template=name)


def remove_template(template: Event) -> None:
    """A template is offered no more; the events made from it stay. Leaves `event.template_removed`."""
    record("event.template_removed", template, name=template.template)
    for guest in db.session.scalars(select(EventGuest).where(EventGuest.event_id == template.id)):
        db.session.delete(guest)
    db.session.flush()
    db.session.delete(template)


def _copy_guests(event: Event, copy: Event, move: tuple[datetime, datetime]) -> None:
    found = select(EventGuest).where(
        EventGuest.event_id == event.id,
        EventGuest.kind.in_((GuestKind.COMPANY, GuestKind.PARTNER)),
        EventGuest.organisation_id.is_not(None),
    )
    for guest in db.session.scalars(found.options(selectinload(EventGuest.openings)).order_by(EventGuest.id)):
        row = EventGuest(event=copy, **{name: getattr(guest, name) for name in sorted(GUEST_TAKEN)})
        row.openings = [EventOpening(**_columns(one, OWN_KEYS, move)) for one in guest.openings]
        db.session.add(row)
    db.session.flush()


def _copied(row: Base, move: tuple[datetime, datetime]) -> Base:
    anew = OWN_KEYS | ANEW_IN.get(row.__tablename__, frozenset())
    return type(row)(**_columns(row, anew, move))


def _columns(row: Base, anew: frozenset[str], move: tuple[datetime, datetime]) -> dict[str, Any]:
    """Every column but these; instants follow the beginning of the event."""
    mapper: Mapper[Any] = inspect(type(row))
    columns: list[ColumnProperty[Any]] = [one for one in mapper.column_attrs if one.key not in anew]
    found = {one.key: getattr(row, one.key) for one in columns}
    return {
        name: shifted(value, *move) if isinstance(value, datetime) else value for name, value in found.items()
    }
