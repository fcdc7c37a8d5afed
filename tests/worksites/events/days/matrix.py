"""Access to the day: the body points, companies and partners say what their meetings gave."""

from datetime import timedelta
from typing import Any

from facilitator.clock import now
from tests.matrix import BODY, COMPANIES, LINKS, NOBODY, PARTNERS, PUBLIC, Corner, Line
from tests.worksites.events.rounds.matrix import meeting_in
from worksites.events.days.queries import token_of
from worksites.events.guests.queries import path_of, seal
from worksites.events.rounds.models import EventMeeting

HOSTS = COMPANIES | PARTNERS | LINKS


def today(corner: Corner) -> EventMeeting:
    """A meeting of rounds that are under way."""
    row = meeting_in(corner)
    row.event.starts_at, row.event.ends_at = now() - timedelta(hours=1), now() + timedelta(hours=2)
    row.remark = corner.canary
    return row


def day(corner: Corner) -> dict[str, Any]:
    """The event."""
    return {"event_id": today(corner).event_id}


def guest(corner: Corner) -> dict[str, Any]:
    """Somebody on the list."""
    row = today(corner)
    return {"event_id": row.event_id, "guest_id": row.person_id}


def meeting(corner: Corner) -> dict[str, Any]:
    """One meeting."""
    return {"meeting_id": today(corner).id}


def door(corner: Corner) -> dict[str, Any]:
    """The door, while it is open."""
    return {"token": token_of(today(corner).event)}


def own(corner: Corner) -> dict[str, Any]:
    """A guest's own link."""
    person = today(corner).person
    seal(person)
    return {"pointer": path_of(person).rpartition("/")[2]}


LINES = (
    Line("event_day.show", BODY, day),
    Line("event_day.tap", BODY, guest, data={"said": "came"}),
    Line("event_day.taps", BODY, day),
    Line("event_day.newcomer", BODY, day),
    Line("event_day.close", BODY, day),
    Line("event_day.paper", BODY, day),
    Line("event_day.poster", BODY, day),
    Line("event_day.worker", BODY, day),
    Line("event_results.index", HOSTS),
    Line("event_results.answer", HOSTS, meeting, client=NOBODY, methods={"POST": COMPANIES}),
    Line("event_results.undo", HOSTS, meeting, client=NOBODY, methods={"POST": COMPANIES}),
    Line("event_suites.whole", BODY, day),
    Line("event_suites.send", BODY, day),
    Line("event_door.show", PUBLIC, door),
    Line("event_door.enter", PUBLIC, door),
    Line("event_door.mine", PUBLIC, own),
    Line("event_door.here", PUBLIC, own),
)
