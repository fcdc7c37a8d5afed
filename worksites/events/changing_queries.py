"""What a calendar hears of an event: the one place where its `sequence` and its `changed_at` move."""

from datetime import datetime

from facilitator.clock import now
from facilitator.db import db
from facilitator.feature import tell_step
from facilitator.formats import instant
from worksites.events.models import Event
from worksites.events.rules import EventState, EventStep


def touched(event: Event) -> None:
    """Its time, its place or its state has changed: calendars replace what they hold (RFC 5545 §3.8.7.4)."""
    event.sequence += 1
    event.changed_at = now()


def retold(event: Event) -> None:
    """Its title or what is said of it has changed: calendars read it anew, no answer is asked again."""
    event.changed_at = now()


def tell_moved(event: Event, before: datetime, place_before: str, place: str) -> None:
    """Let other rooms follow an announced event to its new time or place, in the caller's transaction."""
    if event.state is not EventState.ANNOUNCED:
        return
    said = []
    if event.starts_at != before:
        said.append(f"du {instant(before)} au {instant(event.starts_at)}")
    if place != place_before:
        said.append(f"{place_before or 'lieu à préciser'} : maintenant {place or 'lieu à préciser'}")
    db.session.flush()
    tell_step("event", event.id, EventStep.MOVED.value, " ; ".join(said))
