"""What the pages of the rounds share: the plan or 404, the way down to it."""

from flask import abort, url_for

from facilitator.access import current_asker
from facilitator.clock import now
from worksites.events.models import Event
from worksites.events.pages import Trail, own_event, trail
from worksites.events.rounds.bending_queries import meeting_of
from worksites.events.rounds.models import EventMeeting, RoundPlan
from worksites.events.rounds.queries import plan_of
from worksites.events.rounds.sheet import RoundsSheet, sheet_of

FOLDER = "worksites/events/rounds"


def own_plan(event_id: int) -> RoundPlan:
    """The rounds of the asker's event, or 404."""
    own_event(event_id)
    return plan_of(current_asker(), event_id) or abort(404)


def own_sheet(event_id: int) -> RoundsSheet:
    """What is shown of them now, or 404."""
    return sheet_of(own_plan(event_id), now(), current_asker())


def own_meeting(plan: RoundPlan, meeting_id: int) -> EventMeeting:
    """A meeting of these rounds, or 404."""
    return meeting_of(plan, meeting_id) or abort(404)


def rounds_trail(event: Event, inside: bool = True) -> Trail:
    """The breadcrumb down to the rounds."""
    found = trail(event)
    return [*found, ("Tours de rencontres", url_for("rounds.show", event_id=event.id))] if inside else found


def rounds_url(event_id: int) -> str:
    """The page of the rounds."""
    return url_for("rounds.show", event_id=event_id)
