"""What the events of the demonstration do alike: plan, announce, put guests on the list, tick who came."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from clauses.people.demonstration.deciding import morning
from clauses.people.participants.models import Participant
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.audit.queries import record
from facilitator.clock import now, today, told_at
from facilitator.db import db
from worksites.events.guests.models import EventGuest
from worksites.events.guests.rules import Coming, GuestOrigin, GuestState
from worksites.events.life_queries import move_state
from worksites.events.models import Event, Venue
from worksites.events.openings.record_queries import add_organisation, set_opening
from worksites.events.record_queries import create_event
from worksites.events.rules import EventKind, EventState, GuestKind
from worksites.events.when_rules import moment
from worksites.sites.models import Worksite

AHEAD = timedelta(days=42)
"""Events are planned six weeks ahead, and announced a week later."""
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Planned:
    """An event to plan: its kind, its day and hours, its trades, what is said of it, where."""

    kind: EventKind
    day: date
    hours: tuple[time, time]
    trades: tuple[str, ...] = ()
    told: str = ""
    title: str = ""
    venue: Venue | None = None
    site: Worksite | None = None


def then(at: datetime) -> AbstractContextManager[None]:
    """As if it were then; what would be to come is done now."""
    return told_at(min(at, now()))


def plan(asker: Asker, wanted: Planned) -> Event:
    """A new event, written down six weeks before its day."""
    with then(morning(wanted.day - AHEAD)):
        return create_event(
            asker.organisation_id,
            asker.user_id,
            wanted.trades,
            kind=wanted.kind,
            title=wanted.title,
            told=wanted.told,
            venue_id=wanted.venue.id if wanted.venue else None,
            worksite_id=wanted.site.id if wanted.site else None,
            starts_at=moment(wanted.day, wanted.hours[0]),
            ends_at=moment(wanted.day, wanted.hours[1]),
        )


def day_of(event: Event) -> date:
    """Its day."""
    return event.starts_at.date()


def announce(event: Event) -> None:
    """Announced five weeks before, its preparation half done."""
    with then(morning(day_of(event) - AHEAD + WEEK)):
        db.session.flush()
        move_state(event, EventState.ANNOUNCED)
        for task in event.tasks:
            if task.days_before >= AHEAD.days - WEEK.days:
                task.done_on = min(day_of(event) - AHEAD + WEEK, today())


def hold(event: Event) -> None:
    """Held, and its preparation done."""
    with then(event.ends_at + timedelta(hours=1)):
        db.session.flush()
        move_state(event, EventState.HELD)
        for task in event.tasks:
            task.done_on = task.done_on or day_of(event) - timedelta(days=max(task.days_before, 0))


def bring(event: Event, company: Organisation, trade: str, seats: int, state: GuestState) -> EventGuest:
    """A company on the list with its jobs, and what it answered."""
    with then(morning(day_of(event) - AHEAD + WEEK)):
        guest = add_organisation(event, company.id, GuestKind.COMPANY)
        set_opening(guest, None, False, trade=trade, seats=seats)
        guest.state, guest.invited_at = state, now()
        guest.answered_at = None if state is GuestState.INVITED else now()
        db.session.flush()
    return guest


def invite_all(event: Event, people: Sequence[Participant], why: str) -> list[EventGuest]:
    """People put on the list of guests and told of it, three weeks before."""
    with then(morning(day_of(event) - 3 * WEEK)):
        guests = [
            EventGuest(
                body_id=event.body_id,
                event=event,
                kind=GuestKind.PERSON,
                participant_id=one.id,
                origin=GuestOrigin.LIST,
                reason=why,
                state=GuestState.INVITED,
                invited_at=now(),
            )
            for one in people
        ]
        db.session.add_all(guests)
        db.session.flush()
        record("event.guests_invited", event, people=len(guests))
    return guests


def say(guests: Iterable[EventGuest], state: GuestState) -> None:
    """What they answered, some days after they were invited."""
    for rank, guest in enumerate(guests):
        assert guest.invited_at is not None  # invited above
        with then(guest.invited_at + timedelta(days=1 + rank % 5)):
            guest.state, guest.answered_at = state, now()
            record("guest.answered", guest, state=state.value)


def tick(guests: Iterable[EventGuest], coming: Coming) -> None:
    """Who came, on the day."""
    for rank, guest in enumerate(guests):
        guest.coming = coming
        if coming is Coming.PRESENT:
            guest.came_at = guest.event.starts_at + timedelta(minutes=rank % 20)


def named(name: str) -> Organisation:
    """An organisation of the demonstration."""
    return db.session.scalars(select(Organisation).where(Organisation.name == name)).one()
