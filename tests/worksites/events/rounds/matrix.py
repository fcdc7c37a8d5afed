"""Access to the rounds: the body's alone."""

from datetime import timedelta
from typing import Any

from facilitator.clock import now
from tests.factories_events import make_rounds
from tests.matrix import BODY, Corner, Line
from tests.worksites.events.matrix import held
from worksites.events.rounds.models import EventMeeting


def meeting_in(corner: Corner) -> EventMeeting:
    """A meeting of tomorrow's rounds of the corner's event."""
    event = held(corner)
    event.starts_at = now() + timedelta(days=1)
    event.ends_at = event.starts_at + timedelta(hours=3)
    row = make_rounds(event)
    row.reason = corner.canary
    return row


def rounds(corner: Corner) -> dict[str, Any]:
    """The rounds."""
    return {"event_id": meeting_in(corner).event_id}


def rounds_file(corner: Corner) -> dict[str, Any]:
    """Their file."""
    return {"event_id": meeting_in(corner).event_id, "ending": "csv"}


def meeting(corner: Corner) -> dict[str, Any]:
    """One meeting."""
    row = meeting_in(corner)
    return {"event_id": row.event_id, "meeting_id": row.id}


def person(corner: Corner) -> dict[str, Any]:
    """One person."""
    row = meeting_in(corner)
    return {"event_id": row.event_id, "guest_id": row.person_id}


def company(corner: Corner) -> dict[str, Any]:
    """One company."""
    row = meeting_in(corner)
    return {"event_id": row.event_id, "guest_id": row.company_id}


LINES = (
    Line("rounds.show", BODY, rounds),
    Line("rounds.compute", BODY, rounds),
    Line("rounds.progress", BODY, rounds),
    Line("rounds.settings", BODY, rounds),
    Line("rounds.people", BODY, rounds),
    Line("rounds.companies", BODY, rounds),
    Line("rounds.file", BODY, rounds_file),
    Line("round_papers.timer", BODY, rounds),
    Line("round_papers.tables", BODY, rounds),
    Line("round_papers.slips", BODY, rounds),
    Line("round_hand.meeting", BODY, meeting),
    Line("round_hand.keep_one", BODY, meeting),
    Line("round_hand.remove_one", BODY, meeting),
    Line("round_hand.create", BODY, rounds),
    Line("round_hand.person", BODY, person),
    Line("round_hand.company", BODY, company),
)
