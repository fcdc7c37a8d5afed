"""The venues of an asker's body."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from facilitator.access import Asker
from facilitator.accounts.queries import owned
from facilitator.clock import now
from facilitator.db import db
from facilitator.formats import search_key
from worksites.events.models import Event, Venue, VenueRoom
from worksites.events.queries import events_of


@dataclass(frozen=True)
class VenueRow:
    """A line of the list: the venue, how many events were or are to be there."""

    venue: Venue
    past: int = 0
    coming: int = 0


def venue_of(asker: Asker, venue_id: int) -> Venue | None:
    """One venue, if the asker may see it."""
    return db.session.scalar(owned(Venue, asker).where(Venue.id == venue_id))


def room_of(asker: Asker, room_id: int) -> VenueRoom | None:
    """One room, if the asker may see its venue."""
    seen = owned(Venue, asker).with_only_columns(Venue.id)
    return db.session.scalar(select(VenueRoom).where(VenueRoom.id == room_id, VenueRoom.venue_id.in_(seen)))


def find_venues(asker: Asker, values: Mapping[str, str], sort: str) -> Select[Venue]:
    """The venues that answer the filters, in order; archived ones only when asked for."""
    found = owned(Venue, asker)
    for word in search_key(values.get("q", "")).split():
        found = found.where(Venue.search_key.contains(word))
    if values.get("acces"):
        found = found.where(Venue.step_free == values["acces"])
    archived = Venue.archived_on.is_not(None)
    found = found.where(archived if values.get("archives") else ~archived)
    keys = {"nom": Venue.name, "commune": Venue.commune, "places": Venue.seats}
    key = keys.get(sort.removeprefix("-"), Venue.name)
    way = key.desc() if sort.startswith("-") else key.asc()
    return found.order_by(way.nulls_last(), Venue.name, Venue.id)


def count_of(found: Select[Venue]) -> int:
    """How many venues answer."""
    counted = found.order_by(None).with_only_columns(Venue.id).subquery()
    return db.session.scalar(select(func.count()).select_from(counted)) or 0


def rows_of(asker: Asker, found: Select[Venue], offset: int = 0, limit: int | None = None) -> list[VenueRow]:
    """The lines of the list."""
    shown = db.session.scalars(
        found.options(selectinload(Venue.rooms)).offset(offset or None).limit(limit)
    ).all()
    coming = Event.ends_at >= now()
    counted = (
        events_of(asker)
        .where(Event.venue_id.in_([one.id for one in shown]))
        .with_only_columns(Event.venue_id, func.count().filter(~coming), func.count().filter(coming))
        .group_by(Event.venue_id)
    )
    counts = {row[0]: (row[1], row[2]) for row in db.session.execute(counted)}
    return [VenueRow(one, *counts.get(one.id, (0, 0))) for one in shown]
