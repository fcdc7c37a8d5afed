"""What the dates add to an event's page: what stands against its day, as long as it can be moved."""

from collections.abc import Iterator

from flask import url_for

from facilitator.access import BODY_ROLES, Asker
from facilitator.clock import now
from facilitator.feature import Panel
from worksites.events.dates.views import checks_of
from worksites.events.queries import event_of
from worksites.events.rules import EventState

MOVABLE = (EventState.PREPARED, EventState.ANNOUNCED)


def panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """The checks of its day."""
    event = event_of(asker, thing_id) if kind == "event" and asker.role in BODY_ROLES else None
    if event is None or event.state not in MOVABLE or event.starts_at <= now():
        return
    url = url_for("event_dates.propose", event_id=event.id)
    yield Panel("worksites/events/dates/panel.html", {"against": checks_of(event), "url": url})
