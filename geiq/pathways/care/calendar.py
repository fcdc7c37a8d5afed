"""A step as a calendar file: an hour when it has one, else the whole day. It names no person."""

from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from facilitator.agenda.rules import PRODUCT
from facilitator.clock import PARIS
from geiq.pathways.models import PathwayStep

LASTS = timedelta(hours=1)
"""How long an appointment is held, when nothing says more."""


def step_file(step: PathwayStep, address: str, made_at: datetime) -> bytes:
    """One event. `address` is the public address of the installation: its host ends the identity."""
    event = Event()
    event.add("uid", f"step-{step.id}@{urlsplit(address).hostname or 'facilitator'}")
    event.add("dtstamp", made_at)
    start, stop = span(step.due_on, step.at)
    event.add("dtstart", start)
    event.add("dtend", stop)
    event.add("summary", step.title)
    if step.place:
        event.add("location", step.place)
    if step.contact:
        event.add("description", step.contact)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def span(on: date, at: str) -> tuple[date | datetime, date | datetime]:
    """From when to when: an hour in Paris, or a whole day."""
    if not at:
        return on, on + timedelta(days=1)
    start = datetime.combine(on, time.fromisoformat(at), PARIS).astimezone(UTC)
    return start, start + LASTS
