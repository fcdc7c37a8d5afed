"""Write venues down: create, change, archive, their rooms. The caller commits."""

from datetime import date
from typing import Any

from sqlalchemy import select

from clauses.people.participants.naming_queries import check_nobody_named
from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.formats import search_key
from facilitator.words import RuleBroken
from worksites.events.models import Event, Venue, VenueRoom

FREE_TEXTS = ("name", "access", "accessibility")


def create_venue(body_id: int, **values: Any) -> Venue:
    """A new venue of a body (`name` is owed). Leaves `venue.created`."""
    venue = Venue(body_id=body_id)
    _fill(venue, values)
    db.session.add(venue)
    db.session.flush()
    record("venue.created", venue, name=venue.name)
    return venue


def change_venue(venue: Venue, **values: Any) -> None:
    """Change a venue. Leaves `venue.changed`."""
    before = {name: getattr(venue, name) for name in values}
    _fill(venue, values)
    changed = [name for name, value in before.items() if getattr(venue, name) != value]
    if changed:
        record("venue.changed", venue, fields=changed)


def archive_venue(venue: Venue, on: date | None) -> None:
    """Put a venue away: it is offered no more; None: take it back."""
    venue.archived_on = on
    record("venue.archived" if on else "venue.restored", venue)


def set_room(venue: Venue, room: VenueRoom | None, **values: Any) -> None:
    """Add a room, or change one. Leaves `venue.room_set`."""
    key = search_key(values["name"])
    if any(one is not room and search_key(one.name) == key for one in venue.rooms):
        raise RuleBroken("Une salle de ce lieu porte déjà ce nom.", "name")
    if room is None:
        room = VenueRoom()
        venue.rooms.append(room)
    for name, value in values.items():
        setattr(room, name, value)
    record("venue.room_set", venue, room=values["name"])


def remove_room(venue: Venue, room: VenueRoom) -> None:
    """A room is offered no more; the events that named it keep its name. Leaves `venue.room_removed`."""
    venue.rooms.remove(room)
    record("venue.room_removed", venue, room=room.name)


def venue_named(body_id: int, name: str, venue_id: int | None) -> Venue | None:
    """The venue that a form chose, or the one of this name, made when there is none; None for neither."""
    if not name:
        return db.session.get(Venue, venue_id) if venue_id else None
    if venue_id:
        raise RuleBroken("Choisissez un lieu de la liste, ou écrivez-en un nouveau.", "venue_name")
    return _twin(body_id, name) or create_venue(body_id, name=name)


def uses_of(venue: Venue) -> int:
    """How many events were or are to be held there."""
    found = select(Event.id).where(Event.venue_id == venue.id, Event.template == "")
    return len(db.session.scalars(found).all())


def _fill(venue: Venue, values: dict[str, Any]) -> None:
    with db.session.no_autoflush:
        for name in FREE_TEXTS:
            if name in values:
                values[name] = check_nobody_named(venue.body_id, values[name] or "", name)
        twin = _twin(venue.body_id, values.get("name", venue.name))
    if twin is not None and twin is not venue:
        raise RuleBroken("Un lieu porte déjà ce nom.", "name")
    for name, value in values.items():
        setattr(venue, name, value)


def _twin(body_id: int, name: str) -> Venue | None:
    key = search_key(name)
    found = db.session.scalars(select(Venue).where(Venue.body_id == body_id))
    return next((one for one in found if search_key(one.name) == key), None)
