"""What the returns add to an event's page, once it has begun."""

from collections.abc import Iterator

from flask import url_for

from facilitator.access import BODY_ROLES, Asker
from facilitator.clock import now
from facilitator.feature import Panel
from worksites.events.queries import event_of
from worksites.events.returns.queries import returns_of
from worksites.events.rules import EventState


def panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """What came of it, in one line."""
    event = event_of(asker, thing_id) if kind == "event" and asker.role in BODY_ROLES else None
    if event is None or event.starts_at > now() or event.state is EventState.CANCELLED:
        return
    figures = returns_of(event.body_id, [event])[event.id]
    url = url_for("event_returns.show", event_id=event.id)
    yield Panel("worksites/events/returns/panel.html", {"figures": figures, "url": url})
