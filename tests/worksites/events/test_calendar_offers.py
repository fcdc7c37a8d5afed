"""An event in calendars, and its invitations as they travel."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default

import pytest
from flask import Flask, url_for
from icalendar import Calendar

from facilitator.agenda.rules import Party
from facilitator.formats import NBSP
from facilitator.mail.jobs import compose
from facilitator.mail.models import OutboxMessage
from facilitator.mail.queries import post
from facilitator.setting import absolute
from tests.factories import make_body, make_user
from tests.factories_events import at, make_event, make_slot, make_venue
from worksites.events.calendar_offers import appointment_of, invite, organiser_of, page_of
from worksites.events.models import EventOrganiser, EventStop
from worksites.events.rules import EventState

pytestmark = pytest.mark.usefixtures("app")
GUEST = Party("accueil@geiq.example", "Inès Chambon")


def parts(message: OutboxMessage) -> dict[str, EmailMessage]:
    """What travels, read back, by type."""
    raw = compose(message, "Facilitator <ne-pas-repondre@essai.example>", "production").as_bytes(policy=SMTP)
    read = message_from_bytes(raw, policy=default)  # type: ignore[arg-type]
    return {part.get_content_type(): part for part in read.walk()}  # type: ignore[misc]


def sent(event, **more) -> dict[str, EmailMessage]:
    calendar = invite(event, GUEST, **more)
    return parts(
        post("Invitation", GUEST.email, event.title, "Venez.", html="<p>Venez.</p>", calendar=calendar)
    )


def test_an_invitation_travels_as_outlook_google_and_apple_read_it():
    body = make_body()
    event = make_event(body, venue=make_venue(body), room="Salle 2")
    found = sent(event, url="https://essai.example/d/abc")
    assert list(found) == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    shown, file = found["text/calendar"], found["application/ics"]
    assert shown["Content-Type"].params == {"charset": "utf-8", "method": "REQUEST"}
    assert file.get_filename() == "invite.ics"
    assert shown.get_payload(decode=True) == file.get_payload(decode=True)
    calendar = Calendar.from_ical(file.get_payload(decode=True))
    (one,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "REQUEST"
    assert one["UID"] == f"evt-{event.uid}@127.0.0.1"
    assert one["ATTENDEE"].params["RSVP"] == "TRUE"
    assert one["ATTENDEE"] == "mailto:accueil@geiq.example"
    assert one["ORGANIZER"].startswith("mailto:")
    assert "Salle 2" in one["LOCATION"]


def test_the_organiser_invites_else_who_made_the_event_else_the_house():
    event = make_event()
    assert organiser_of(event).email == "ne-pas-repondre@facilitator.invalid"
    maker, holder = make_user(), make_user()
    event.created_by_id = maker.id
    assert organiser_of(event) == Party(maker.email, maker.name)
    event.organisers.append(EventOrganiser(user=holder))
    assert organiser_of(event) == Party(holder.email, holder.name)


def test_a_calendar_leads_to_the_page_of_the_event(app: Flask):
    event = make_event()
    with app.test_request_context():
        assert page_of(event) == absolute(url_for("events.show", event_id=event.id))


def test_a_cancelled_event_is_taken_back_above_its_invitation():
    event = make_event(sequence=3)
    assert "SEQUENCE:3" in invite(event, GUEST)
    event.state, event.sequence = EventState.CANCELLED, 4
    whole = Calendar.from_ical(sent(event)["text/calendar"].get_payload(decode=True))
    (one,) = whole.walk("VEVENT")
    assert (whole["METHOD"], one["STATUS"], one["SEQUENCE"]) == ("CANCEL", "CANCELLED", 4)


def test_a_slot_gives_the_times_of_an_invitation():
    event = make_event()
    slot = make_slot(event, hour=10)
    (one,) = Calendar.from_ical(invite(event, GUEST, slot=slot)).walk("VEVENT")
    assert (one["DTSTART"].dt, one["DTEND"].dt) == (at(10), at(10, 30))


def test_an_event_tells_its_stops_and_not_its_notes():
    event = make_event(told="Venez en chaussures de sécurité.", notes="Appeler madame Canari")
    event.stops.append(EventStop(title="Façades", place="Cité Anatole", starts_at=at(9), ends_at=at(10)))
    one = appointment_of(event)
    assert "9 h 00 – 10 h 00 : Façades (Cité Anatole)" in one.told.replace(NBSP, " ")
    assert one.place == "Cité Anatole"
    assert "Canari" not in str(one)
