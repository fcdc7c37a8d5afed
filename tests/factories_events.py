"""Rows of the events, with sensible defaults; they flush, never commit."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from clauses.people.participants.models import Participant
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.clock import PARIS, now
from facilitator.db import db
from tests.factories import add, make_body, make_organisation, numbers
from tests.factories_hours import make_participant
from worksites.events.guests.models import EventGuest, EventOpening
from worksites.events.guests.rules import GuestState
from worksites.events.models import Event, EventSlot, Venue
from worksites.events.rounds.models import EventMeeting, RoundPlan, RoundTable
from worksites.events.rounds.rules import RoundState
from worksites.events.rules import EventKind, EventState, GuestKind

DAY = date(2026, 12, 3)


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    """A time of the events' day, in Paris."""
    return datetime.combine(day, time(hour, minute), PARIS)


def soon(hours: int = 240) -> dict[str, Any]:
    """The times of an event of three hours that begins in so many hours, for pages that read the clock."""
    begins = now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=hours)
    return {"starts_at": begins, "ends_at": begins + timedelta(hours=3)}


def make_venue(body: Organisation | None = None, **over: Any) -> Venue:
    """A room for sixty in Clermont-Ferrand."""
    body = body or make_body()
    values = {"name": f"Maison de quartier {next(numbers)}", "commune": "Clermont-Ferrand", "seats": 60}
    return add(Venue(body_id=body.id, **values | over))


def make_event(body: Organisation | None = None, **over: Any) -> Event:
    """A job dating, announced, on the events' day from nine to noon."""
    body = body or make_body()
    values: dict[str, Any] = {
        "body_id": body.id,
        "uid": str(uuid4()),
        "changed_at": now(),
        "kind": EventKind.JOB_DATING,
        "state": EventState.ANNOUNCED,
        "title": f"Job dating {next(numbers)}",
        "starts_at": at(9),
        "ends_at": at(12),
    }
    return add(Event(**values | over))


def make_slot(event: Event, hour: int = 9, seats: int = 10, **over: Any) -> EventSlot:
    """Half an hour of an event, for ten people."""
    begins = at(hour)
    values = {"starts_at": begins, "ends_at": begins + timedelta(minutes=30), "seats": seats}
    return add(EventSlot(event=event, **values | over))


def make_guest(event: Event, participant: Participant | None = None, **over: Any) -> EventGuest:
    """A person who comes."""
    person = participant or make_participant(body_id=event.body_id)
    values = {"body_id": event.body_id, "kind": GuestKind.PERSON, "state": GuestState.COMING}
    return add(EventGuest(event=event, participant=person, **values | over))


def make_company_guest(event: Event, company: Organisation | None = None, **over: Any) -> EventGuest:
    """A company that comes with two jobs of a roofer."""
    company = company or make_organisation(OrganisationKind.COMPANY)
    values = {"body_id": event.body_id, "kind": GuestKind.COMPANY, "state": GuestState.COMING}
    row = add(EventGuest(event=event, organisation=company, **values | over))
    add(EventOpening(guest=row, trade="Couverture (F1610)", seats=2))
    return row


def make_rounds(event: Event, **over: Any) -> EventMeeting:
    """Six rounds of ten minutes from the event's beginning, computed: its first person before its first
    company in the first."""
    guests = db.session.scalars(select(EventGuest).where(EventGuest.event_id == event.id)).all()
    person = next((one for one in guests if one.kind is GuestKind.PERSON), None) or make_guest(event)
    company = next((one for one in guests if one.kind is GuestKind.COMPANY), None) or make_company_guest(
        event
    )
    values = {"starts_at": event.starts_at, "rounds": 6, "minutes": 10, "solved_at": now()}
    plan = RoundPlan(body_id=event.body_id, event=event, state=RoundState.READY, **values | over)
    plan.tables.append(RoundTable(number=1, company=company))
    add(plan)
    return add(
        EventMeeting(
            body_id=event.body_id,
            event=event,
            person=person,
            company=company,
            round=1,
            table=1,
            reason="métier demandé : couverture",
        )
    )
