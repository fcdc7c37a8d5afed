"""A step as a calendar file: an hour when it has one, else the whole day. It names no person."""

from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from facilitator.agenda.rules import calendar, vevent
from facilitator.appointments import Appointment
from facilitator.clock import PARIS
from geiq.pathways.models import PathwayStep

LASTS = timedelta(hours=1)
"""How long an appointment is held, when nothing says more."""


def step_file(step: PathwayStep, address: str, made_at: datetime) -> bytes:
    """One event. `address` is the public address of the installation: its host ends the identity."""
    begins, ends = span(step.due_on, step.at)
    one = Appointment(
        f"step-{step.id}", step.title, begins, ends, made_at, place=step.place, told=step.contact
    )
    return calendar(step.title, [vevent(one, urlsplit(address).hostname or "facilitator")])


def span(on: date, at: str) -> tuple[date | datetime, date | datetime]:
    """From when to when: an hour in Paris, or a whole day."""
    if not at:
        return on, on + timedelta(days=1)
    start = datetime.combine(on, time.fromisoformat(at), PARIS).astimezone(UTC)
    return start, start + LASTS
