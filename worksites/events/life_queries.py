"""Take an event through its life: announce, hold, cancel. The caller commits."""

from sqlalchemy import func, select

from clauses.people.participants.naming_queries import check_nobody_named
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.feature import tell_step
from worksites.events.changing_queries import touched
from worksites.events.guests.models import EventGuest
from worksites.events.life_rules import EventFacts, check_step
from worksites.events.models import Event
from worksites.events.place_rules import place_of
from worksites.events.rules import EventState, EventStep, GuestKind, StepFree

TOLD = {
    EventState.ANNOUNCED: EventStep.ANNOUNCED,
    EventState.HELD: EventStep.HELD,
    EventState.CANCELLED: EventStep.CANCELLED,
}
"""What the other rooms hear when an event takes this state."""
DONE = {
    EventState.ANNOUNCED: "event.announced",
    EventState.HELD: "event.held",
    EventState.CANCELLED: "event.cancelled",
}
"""What the journal keeps of it."""


def facts_of(event: Event) -> EventFacts:
    """What the life of an event looks at."""
    counted = select(func.count()).where(
        EventGuest.event_id == event.id, EventGuest.kind == GuestKind.COMPANY
    )
    return EventFacts(
        kind=event.kind,
        state=event.state,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        has_place=bool(place_of(event)) or bool(event.stops),
        parts=len(event.stops),
        trades=len(event.trades),
        organisers=len(event.organisers),
        told=event.told,
        step_free_known=event.venue is None or event.venue.step_free is not StepFree.UNKNOWN,
        has_limit=bool(event.slots) or any(one.kind is GuestKind.PERSON for one in event.seats),
        companies=db.session.scalar(counted) or 0,
    )


def move_state(event: Event, after: EventState, reason: str = "") -> None:
    """One step of its life, which other rooms hear of in the same transaction; the same again does nothing.

    Raises `RuleBroken` with what must be there before. Leaves `event.announced`, `event.held` or
    `event.cancelled`.
    """
    if after is event.state:
        return
    check_step(facts_of(event), after, reason, now())
    reason = check_nobody_named(event.body_id, reason, "reason")[:200]
    event.state = after
    if after is EventState.CANCELLED:
        event.cancelled_reason = reason
    touched(event)
    record(DONE[after], event, **({"reason": reason} if reason else {}))
    db.session.flush()
    tell_step("event", event.id, TOLD[after].value, reason)
