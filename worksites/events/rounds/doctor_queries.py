"""What must always hold among the meetings, proved each night."""

from collections.abc import Iterator

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from facilitator.db import db
from facilitator.feature import Invariant, Place
from worksites.events.guests.models import EventGuest
from worksites.events.models import Event
from worksites.events.rounds.models import EventMeeting, RoundPlan, RoundTable
from worksites.events.rules import GuestKind


def of_one_event() -> Iterator[str]:
    """A meeting brings together a person and a host of its own event."""
    person, host = aliased(EventGuest), aliased(EventGuest)
    wrong = (
        select(EventMeeting.event_id, EventMeeting.id)
        .join(person, person.id == EventMeeting.person_id)
        .join(host, host.id == EventMeeting.company_id)
        .where(
            or_(
                person.event_id != EventMeeting.event_id,
                host.event_id != EventMeeting.event_id,
                person.kind != GuestKind.PERSON,
                host.kind == GuestKind.PERSON,
            )
        )
    )
    for event_id, meeting_id in db.session.execute(wrong):
        yield f"Événement {event_id}\u00a0: la rencontre {meeting_id} ne réunit pas deux de ses invités."


def at_their_table() -> Iterator[str]:
    """A meeting that has a table is at one that its company holds."""
    wrong = (
        select(EventMeeting.event_id, EventMeeting.id)
        .outerjoin(RoundPlan, RoundPlan.event_id == EventMeeting.event_id)
        .outerjoin(
            RoundTable,
            (RoundTable.plan_id == RoundPlan.id) & (RoundTable.number == EventMeeting.table),
        )
        .where(
            EventMeeting.table.is_not(None), RoundTable.company_id.is_distinct_from(EventMeeting.company_id)
        )
    )
    for event_id, meeting_id in db.session.execute(wrong):
        yield f"Événement {event_id}\u00a0: la rencontre {meeting_id} est à la table d’une autre entreprise."


INVARIANTS = (
    Invariant("rounds.guests", "Une rencontre réunit deux invités de son événement", of_one_event),
    Invariant("rounds.tables", "Une rencontre est à une table de son entreprise", at_their_table),
)


def place_of(event_id: int) -> Place | None:
    """Where an event is seen, and whose it is."""
    body_id = db.session.scalar(select(Event.body_id).where(Event.id == event_id))
    return Place("events.show", {"event_id": event_id}, body_id) if body_id else None


PLACES = {"Événement": place_of}
