"""Write the parts of a day down: add, change, remove. The caller commits."""

from clauses.people.participants.naming_queries import check_nobody_named
from facilitator.audit.queries import record
from worksites.events.changing_queries import retold
from worksites.events.life_rules import check_open
from worksites.events.models import Event, EventStop
from worksites.events.rules import EventPart
from worksites.events.slots.rules import Span, check_within


def set_stop(
    event: Event, stop: EventStop | None, kind: EventPart, title: str, hours: Span, **where: object
) -> None:
    """Add a part of the day, or change one (`place`, `host_id`). Leaves `event.stop_set`."""
    check_open(event.state)
    check_within(hours, (event.starts_at, event.ends_at), "ends")
    title = check_nobody_named(event.body_id, title, "title")
    place = check_nobody_named(event.body_id, str(where.get("place") or ""), "place")
    if stop is None:
        stop = EventStop()
        event.stops.append(stop)
    stop.kind, stop.title, stop.place = kind, title, place
    stop.starts_at, stop.ends_at = hours
    host = where.get("host_id")
    stop.host_id = host if isinstance(host, int) and host else None
    retold(event)
    record("event.stop_set", event, title=title)


def remove_stop(stop: EventStop) -> None:
    """Take a part of the day away. Leaves `event.stop_removed`."""
    event = stop.event
    check_open(event.state)
    record("event.stop_removed", event, title=stop.title)
    event.stops.remove(stop)
    retold(event)
