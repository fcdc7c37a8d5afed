"""What happened at events and since, read from the guests, the meetings, the employments and the ledger."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from clauses.contracts.models import Commitment
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.rules import LineState
from clauses.parameters.catalogue.rules import whole
from clauses.parameters.queries import settings_for
from clauses.people.employments.models import Assignment, Employment
from facilitator.accounts.models import Organisation
from facilitator.clock import PARIS, now, today
from facilitator.db import db
from worksites.events.guests.models import EventGuest
from worksites.events.guests.rules import Coming
from worksites.events.models import Event, EventCost
from worksites.events.returns.rules import (
    Exhibitor,
    Held,
    Hire,
    Meeting,
    Return,
    Visitor,
    attributed,
    returned,
)
from worksites.events.rounds.models import EventMeeting
from worksites.events.rules import EventState, GuestKind

Found = dict[int, tuple[Held, list[Hire]]]
"""By event, what it was and the hires that count for it."""


def found_for(body_id: int, events: Collection[Event]) -> Found:
    """What came of these events of a body. An event that its guests also came to takes its share of their
    hires, whether it is asked for or not."""
    people = _people_at([one.id for one in events])
    known = {one.id: one for one in [*events, *_also(body_id, people)]}
    held = held_of(list(known.values()))
    months = whole(settings_for(body_id, today()), "event_hire_months")
    shared = attributed(hires_of(body_id, people), list(held.values()), months)
    return {one.id: (held[one.id], shared[one.id]) for one in events}


def returns_of(body_id: int, events: Collection[Event]) -> dict[int, Return]:
    """The figures of each event."""
    return {key: returned(*found) for key, found in found_for(body_id, events).items()}


def _people_at(event_ids: Collection[int]) -> set[int]:
    rows = db.session.scalars(
        select(EventGuest.participant_id).where(
            EventGuest.event_id.in_(event_ids),
            EventGuest.participant_id.is_not(None),
            EventGuest.coming == Coming.PRESENT,
        )
    )
    return {one for one in rows if one is not None}


def _also(body_id: int, people: Collection[int]) -> Sequence[Event]:
    """Every event of the body that one of these people came to."""
    came = select(EventGuest.event_id).where(
        EventGuest.participant_id.in_(people), EventGuest.coming == Coming.PRESENT
    )
    return db.session.scalars(
        select(Event).where(Event.body_id == body_id, Event.state != EventState.CANCELLED, Event.id.in_(came))
    ).all()


def held_of(events: Collection[Event]) -> dict[int, Held]:
    """Events as the rules count them."""
    ids = [one.id for one in events]
    guests: dict[int, list[EventGuest]] = defaultdict(list)
    loaded = (
        joinedload(EventGuest.participant),
        joinedload(EventGuest.organisation),
        selectinload(EventGuest.openings),
    )
    for one in db.session.scalars(select(EventGuest).where(EventGuest.event_id.in_(ids)).options(*loaded)):
        guests[one.event_id].append(one)
    meetings, costs = _meetings(ids), _costs(ids)
    return {
        one.id: Held(
            one.id,
            one.starts_at.astimezone(PARIS).date(),
            [_visitor(guest, meetings) for guest in guests[one.id] if guest.kind is GuestKind.PERSON],
            [_exhibitor(guest) for guest in guests[one.id] if guest.kind is GuestKind.COMPANY],
            costs.get(one.id),
        )
        for one in events
    }


def _visitor(guest: EventGuest, meetings: Mapping[int, list[Meeting]]) -> Visitor:
    referrer = guest.proposed_by_id or (guest.participant.referrer_id if guest.participant else None)
    met = tuple(meetings.get(guest.id, ()))
    return Visitor(guest.participant_id, guest.state, guest.coming, referrer, met)


def _exhibitor(guest: EventGuest) -> Exhibitor:
    seats = sum(one.seats for one in guest.openings)
    return Exhibitor(guest.organisation_id or 0, guest.shown_name, guest.state, guest.coming, seats)


def _meetings(event_ids: Collection[int]) -> dict[int, list[Meeting]]:
    """By person, whom she meets and what was said."""
    rows = db.session.execute(
        select(EventMeeting.person_id, EventGuest.organisation_id, EventMeeting.result)
        .join(EventGuest, EventGuest.id == EventMeeting.company_id)
        .where(EventMeeting.event_id.in_(event_ids))
        .order_by(EventMeeting.id)
    )
    found: dict[int, list[Meeting]] = defaultdict(list)
    for person, company, result in rows:
        found[person].append(Meeting(company or 0, result))
    return found


def _costs(event_ids: Collection[int]) -> dict[int, Decimal]:
    """Euros by event: what was spent, or planned where nothing was said of it."""
    rows = db.session.execute(
        select(EventCost.event_id, EventCost.planned, EventCost.spent).where(
            EventCost.event_id.in_(event_ids)
        )
    )
    found: dict[int, Decimal] = defaultdict(Decimal)
    for event, planned, spent in rows:
        found[event] += planned if spent is None else spent
    return found


def hires_of(body_id: int, people: Collection[int]) -> list[Hire]:
    """Every employment of these people, with the companies it works for and its counted minutes."""
    rows = db.session.execute(
        select(Employment.id, Employment.participant_id, Employment.starts_on, Employment.employer_id).where(
            Employment.body_id == body_id, Employment.participant_id.in_(people)
        )
    ).all()
    ids = [row.id for row in rows]
    works, minutes = _works_for(ids), _minutes(ids)
    return [
        Hire(
            row.id,
            row.participant_id,
            row.starts_on,
            frozenset({row.employer_id, *works.get(row.id, ())}),
            minutes.get(row.id, {}),
        )
        for row in rows
    ]


def _works_for(ids: Collection[int]) -> dict[int, set[int]]:
    rows = db.session.execute(
        select(Assignment.employment_id, Commitment.organisation_id)
        .join(Commitment, Commitment.id == Assignment.commitment_id)
        .where(Assignment.employment_id.in_(ids))
    )
    found: dict[int, set[int]] = defaultdict(set)
    for employment, organisation in rows:
        found[employment].add(organisation)
    return found


def _minutes(ids: Collection[int]) -> dict[int, dict[date, int]]:
    rows = db.session.execute(
        select(StatementLine.employment_id, Statement.month, func.sum(StatementLine.counted))
        .join(Statement, Statement.id == StatementLine.statement_id)
        .where(
            StatementLine.employment_id.in_(ids),
            StatementLine.state == LineState.VALIDATED,
            StatementLine.counted.is_not(None),
        )
        .group_by(StatementLine.employment_id, Statement.month)
    )
    found: dict[int, dict[date, int]] = defaultdict(dict)
    for employment, month, minutes in rows:
        found[employment][month] = int(minutes or 0)
    return found


def names_of(ids: Collection[int | None]) -> dict[int, str]:
    """The names of organisations."""
    wanted = [one for one in ids if one is not None]
    rows = db.session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(wanted)))
    return {row[0]: row[1] for row in rows}


def hired_people(hires: Sequence[Hire]) -> list[Employment]:
    """The employments behind the figure, the first first; person and employer are loaded."""
    found = select(Employment).where(Employment.id.in_([one.employment for one in hires]))
    whole_row = (joinedload(Employment.participant), joinedload(Employment.employer))
    return list(db.session.scalars(found.options(*whole_row).order_by(Employment.starts_on, Employment.id)))


def begun(found: Select[Event]) -> Select[Event]:
    """The events that have begun, cancelled ones left out: those of which something came."""
    return found.where(Event.starts_at <= now(), Event.state != EventState.CANCELLED)


def loaded(found: Select[Event], offset: int = 0, limit: int | None = None) -> Sequence[Event]:
    """These events."""
    return db.session.scalars(found.offset(offset or None).limit(limit)).all()
