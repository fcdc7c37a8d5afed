"""What the mails to guests put in their calendars."""

from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select

from facilitator.clock import told_at
from facilitator.db import db
from facilitator.mail.models import OutboxMessage
from tests.conftest import keep
from tests.factories_events import at, make_event, make_guest, make_slot
from tests.factories_hours import make_participant
from worksites.events.changing_queries import touched
from worksites.events.guests.inviting.record_queries import send_invitation
from worksites.events.guests.keeping_queries import follow
from worksites.events.guests.models import EventGuest
from worksites.events.guests.place_queries import answer
from worksites.events.guests.rules import GuestState
from worksites.events.models import Event
from worksites.events.rules import EventState, EventStep

pytestmark = pytest.mark.usefixtures("app")
BEFORE = at(9) - timedelta(days=9)


def guest_of(event: Event) -> EventGuest:
    person = make_participant(body_id=event.body_id, email="camille@essai.example")
    return make_guest(event, person, state=GuestState.PROPOSED)


def noted() -> list[tuple[str, str, int, str]]:
    """What each mail asks of a calendar, in order: its method, its beginning, its sequence, what she said."""
    found = []
    for text in db.session.scalars(select(OutboxMessage.calendar).order_by(OutboxMessage.id)):
        if text:
            read = Calendar.from_ical(text)
            (one,) = read.walk("VEVENT")
            said = one["ATTENDEE"].params.get("PARTSTAT", "")
            found.append((str(read["METHOD"]), f"{one['DTSTART'].dt:%d %H:%M}", int(one["SEQUENCE"]), said))
    return found


def test_a_guest_is_invited_confirmed_moved_and_cancelled_in_her_calendar() -> None:
    event = make_event()
    guest = guest_of(event)
    with told_at(BEFORE):
        send_invitation(guest)
        answer(guest, GuestState.COMING, None)
        event.starts_at, event.ends_at = at(10), at(13)
        touched(event)
        follow("event", event.id, EventStep.MOVED, "")
        event.state = EventState.CANCELLED
        touched(event)
        follow("event", event.id, EventStep.CANCELLED, "")
        follow("event", event.id, EventStep.CANCELLED, "")
    keep()
    assert noted() == [
        ("REQUEST", "03 09:00", 0, "NEEDS-ACTION"),
        ("REQUEST", "03 09:00", 0, "ACCEPTED"),
        ("REQUEST", "03 10:00", 1, "ACCEPTED"),
        ("CANCEL", "03 10:00", 2, ""),
    ]


def test_who_chooses_a_time_has_it_noted_once_chosen() -> None:
    event = make_event()
    slot = make_slot(event, 11)
    guest = guest_of(event)
    with told_at(BEFORE):
        send_invitation(guest)
        answer(guest, GuestState.COMING, slot.id)
    keep()
    assert noted() == [("REQUEST", "03 11:00", 0, "ACCEPTED")]
