"""What the pages of the guests share: a guest found or 404, where they stand."""

from flask import abort, url_for

from facilitator.access import current_asker
from worksites.events import pages
from worksites.events.guests.models import EventGuest
from worksites.events.guests.queries import guest_of
from worksites.events.models import Event

PART = "worksites/events/guests"
own_event = pages.own_event


def own_guest(event_id: int, guest_id: int) -> EventGuest:
    """A guest of an event of the asker's body, or 404."""
    return guest_of(current_asker(), event_id, guest_id) or abort(404)


def trail(event: Event, deeper: bool = True) -> pages.Trail:
    """The way back: the events, the event, its guests."""
    found = pages.trail(event)
    return [*found, ("Invités", url_for("guests.index", event_id=event.id))] if deeper else found
