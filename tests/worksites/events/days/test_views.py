"""The day on its pages: who came, at the door and on the telephone; what each meeting gave."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.db import db
from facilitator.mail.models import OutboxMessage
from tests.conftest import Client, keep
from tests.factories import make_contact, make_meeting, make_membership, make_organisation
from tests.factories_events import at, make_company_guest, make_event, make_guest, make_rounds
from tests.factories_hours import make_participant
from worksites.events.days.models import EventTap
from worksites.events.days.queries import token_of
from worksites.events.guests.models import EventGuest
from worksites.events.guests.queries import code_of, path_of, seal
from worksites.events.guests.rules import Coming, GuestOrigin
from worksites.events.models import Event
from worksites.events.rounds.models import EventMeeting
from worksites.events.rounds.rules import MeetingResult
from worksites.events.rules import EventState

KEY = "k" * 32


@pytest.fixture(autouse=True)
def that_morning() -> Iterator[time_machine.Traveller]:
    """Half past nine on the events' day."""
    with time_machine.travel(at(9, 30), tick=False) as traveller:
        yield traveller


@pytest.fixture
def event(client: Client) -> Event:
    """A job dating of the asker's body where one person and one company come."""
    body = client.as_role(Role.FACILITATOR).organisation
    event = make_event(body)
    person = make_participant(body_id=body.id, given_name="Sarah", family_name="Diallo")
    make_guest(event, person)
    company = make_organisation(OrganisationKind.COMPANY, name="Alta Toits")
    make_contact(company, name="Nadia Essai", email="nadia@alta.example")
    make_meeting(body, company)
    make_company_guest(event, company)
    keep()
    return event


def sarah(event: Event) -> EventGuest:
    """The person."""
    return db.session.scalars(
        select(EventGuest).where(EventGuest.event_id == event.id, EventGuest.participant_id.is_not(None))
    ).one()


def told(client: Client, event: Event, **over: Any) -> Any:
    """What the server answers to one tap of a telephone."""
    tap = {"key": KEY, "guest": sarah(event).id, "before": "coming_unknown", "said": "came"}
    tap |= {"at": "2026-12-03T08:20:00+00:00"} | over
    address = client.url("event_day.taps", event_id=event.id)
    answer = client.ask("POST", address, json={"taps": [tap]}, headers={"X-CSRFToken": client.token()})
    return answer.get_json()


def test_a_tap_says_who_came_and_another_takes_it_back(client: Client, event: Event) -> None:
    guest = sarah(event)
    address = {"event_id": event.id, "guest_id": guest.id}

    page = client.follow(client.post("event_day.tap", {"said": "came"}, **address))
    assert guest.coming is Coming.PRESENT
    assert guest.came_at == at(9, 30)
    assert page.one("[data-count=came]").get_text() == "1"
    client.post("event_day.tap", {"said": "coming_unknown"}, **address)

    assert (guest.coming, guest.came_at) == (Coming.UNKNOWN, None)


def test_a_telephone_that_sends_twice_acts_once(client: Client, event: Event) -> None:
    first = told(client, event)
    client.post("event_day.tap", {"said": "excused_before"}, event_id=event.id, guest_id=sarah(event).id)
    again = told(client, event)

    assert first["taps"][0]["verdict"] == "tap_done"
    assert first["counts"]["came"] == 1
    assert again["taps"][0]["coming"] == "excused_before"
    assert sarah(event).coming is Coming.EXCUSED
    assert len(db.session.scalars(select(EventTap)).all()) == 1


def test_a_tap_that_comes_late_does_not_undo_what_was_said_since(client: Client, event: Event) -> None:
    client.post("event_day.tap", {"said": "excused_before"}, event_id=event.id, guest_id=sarah(event).id)

    answer = told(client, event)["taps"][0]

    assert answer["verdict"] == "tap_conflict"
    assert "Excusé" in answer["sentence"]
    assert sarah(event).coming is Coming.EXCUSED


def test_the_day_before_nobody_is_pointed(
    client: Client, event: Event, that_morning: time_machine.Traveller
) -> None:
    that_morning.move_to(at(6, 30))
    client.as_role(Role.FACILITATOR, db.session.get_one(Organisation, event.body_id))

    assert "deux heures avant" in told(client, event)["sentence"]
    assert sarah(event).coming is Coming.UNKNOWN


def test_somebody_unawaited_is_noted_with_little(client: Client, event: Event) -> None:
    make_rounds(event)
    sent = {"given_name": "Ali", "family_name": "Ben Salem", "form_key": KEY}

    page = client.follow(client.post("event_day.newcomer", sent, event_id=event.id))
    client.post("event_day.newcomer", sent, event_id=event.id)

    (row,) = db.session.scalars(select(EventGuest).where(EventGuest.origin == GuestOrigin.WALK_IN)).all()
    assert (row.coming, row.short) == (Coming.PRESENT, "Ali B.")
    assert "Ali Ben Salem" in page.text


def test_absence_is_said_of_all_at_the_end_and_only_on_request(
    client: Client, event: Event, that_morning: time_machine.Traveller
) -> None:
    client.post("event_day.close", event_id=event.id)
    assert sarah(event).coming is Coming.UNKNOWN
    that_morning.move_to(at(12, 30))
    client.as_role(Role.FACILITATOR, db.session.get_one(Organisation, event.body_id))

    client.post("event_day.close", event_id=event.id)

    assert sarah(event).coming is Coming.ABSENT


def test_the_door_shows_no_name_and_opens_to_a_code_of_its_event_alone(client: Client, event: Event) -> None:
    other = make_guest(make_event(db.session.get_one(Organisation, event.body_id)))
    for guest in (sarah(event), other):
        seal(guest)
    keep()
    door = {"token": token_of(event)}

    page = client.get("event_door.show", **door)
    wrong = client.post("event_door.enter", {"code": code_of(other)}, **door)
    right = client.post("event_door.enter", {"code": code_of(sarah(event)).lower()}, **door)

    assert not any("Diallo" in one.text or "Sarah" in one.text for one in (page, wrong, right))
    assert wrong.status == 422
    assert other.coming is Coming.UNKNOWN
    assert sarah(event).coming is Coming.PRESENT


def test_the_door_is_shut_the_day_after_and_to_any_other_word(
    client: Client, event: Event, that_morning: time_machine.Traveller
) -> None:
    token = token_of(event)
    assert client.get("event_door.show", token="x" * 22).status == 404
    that_morning.move_to(at(14, 1))

    assert client.get("event_door.show", token=token).status == 404


def test_a_guest_says_by_her_own_link_that_she_is_there(client: Client, event: Event) -> None:
    seal(sarah(event))
    keep()
    pointer = path_of(sarah(event)).rpartition("/")[2]

    client.get("event_door.mine", pointer=pointer)
    assert sarah(event).coming is Coming.UNKNOWN
    page = client.post("event_door.here", pointer=pointer)

    assert sarah(event).coming is Coming.PRESENT
    assert "Bienvenue" in page.text


def test_the_list_on_paper_has_a_place_to_sign(client: Client, event: Event) -> None:
    page = client.get("event_day.paper", event_id=event.id)

    assert "Signature" in page.text
    assert "Sarah Diallo" in page.text
    assert "data:image/svg" in str(client.get("event_day.poster", event_id=event.id).one(".day-poster"))


@pytest.fixture
def meeting(client: Client, event: Event) -> EventMeeting:
    """A meeting of Sarah before Alta Toits, whose declarant is signed in."""
    row = make_rounds(event)
    client.sign_in(make_membership(Role.DECLARANT, row.company.organisation))
    return row


def test_a_company_says_what_a_meeting_gave_and_sees_an_initial(
    client: Client, meeting: EventMeeting
) -> None:
    page = client.get("event_results.index")
    assert "Sarah D." in page.text
    assert "Diallo" not in page.text

    client.post(
        "event_results.answer", {"result": "hire", "remark": "Chantier en mars"}, meeting_id=meeting.id
    )
    assert (meeting.result, meeting.remark) == (MeetingResult.HIRE, "Chantier en mars")
    client.post("event_results.undo", meeting_id=meeting.id)

    assert (meeting.result, meeting.remark) == (None, "")


def test_a_remark_holds_no_social_security_number(client: Client, meeting: EventMeeting) -> None:
    sent = {"result": "no_match", "remark": "1 85 05 78 006 084 36"}

    page = client.follow(client.post("event_results.answer", sent, meeting_id=meeting.id))

    assert "sécurité sociale" in page.text
    assert meeting.result is None


def test_another_company_finds_nothing(client: Client, meeting: EventMeeting) -> None:
    client.as_role(Role.DECLARANT)

    assert client.post("event_results.answer", {"result": "hire"}, meeting_id=meeting.id).status == 404
    assert "Sarah" not in client.get("event_results.index").text


def test_each_company_is_sent_its_link_once(client: Client, event: Event) -> None:
    for _ in range(2):
        client.post("event_suites.send", event_id=event.id)

    (mail,) = db.session.scalars(select(OutboxMessage)).all()
    assert "/d/" in mail.text
    assert "Diallo" not in mail.text
    assert event.state is EventState.ANNOUNCED


def test_the_body_reads_what_the_meetings_gave(client: Client, event: Event) -> None:
    row = make_rounds(event)
    row.result, row.said_at = MeetingResult.IMMERSION, at(9) + timedelta(minutes=10)

    page = client.get("event_suites.whole", event_id=event.id)

    assert "Immersion" in page.text
    assert "Sarah Diallo" in page.text
    assert "immersion 1" in client.get("events.show", event_id=event.id).text
