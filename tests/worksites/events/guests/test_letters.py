"""A letter with a short code opens the same page; codes cannot be tried; organisations answer on the site."""

import re

import pytest

from facilitator.access import Role
from facilitator.accounts.models import Membership, Organisation
from facilitator.db import db
from tests.conftest import Client
from tests.factories import make_body
from tests.factories_events import make_company_guest, make_event, make_guest, soon
from tests.factories_hours import make_participant
from worksites.events.guests.letters import views
from worksites.events.guests.models import EventGuest
from worksites.events.guests.rules import GuestState
from worksites.events.models import Event


@pytest.fixture
def me(client: Client) -> Membership:
    return client.as_role(Role.FACILITATOR, make_body())


@pytest.fixture
def event(me: Membership) -> Event:
    return make_event(
        db.session.get_one(Organisation, me.organisation_id), title="Job dating des toits", **soon()
    )


def with_letters(event: Event, count: int = 2) -> list[EventGuest]:
    people = [make_participant(body_id=event.body_id) for _ in range(count)]
    return [make_guest(event, one, state=GuestState.PROPOSED, language="ti") for one in people]


def test_letters_are_made_ready_then_printed_and_their_codes_open_the_page(
    client: Client, event: Event
) -> None:
    guests = with_letters(event)
    reached = make_guest(event, make_participant(body_id=event.body_id, email="a@essai.example"))
    assert not client.get("guest_letters.index", event_id=event.id).select(".guest-letter")
    client.post("guest_letters.prepare", event_id=event.id)
    page = client.get("guest_letters.index", event_id=event.id)

    codes = [tag.get_text(strip=True) for tag in page.select(".guest-code")]
    assert len(codes) == len(set(codes)) == 2
    assert "ንዓኹም ዕድመ" in page.text
    assert reached.shown_name not in page.text
    assert {db.session.get_one(EventGuest, one.id).state for one in guests} == {GuestState.INVITED}
    assert [tag.get_text(strip=True) for tag in client.get(
        "guest_letters.index", event_id=event.id
    ).select(".guest-code")] == codes  # fmt: skip

    visitor = Client(client.app, client.app.test_client())
    there = visitor.post("guest_letters.open_by_code", {"code": codes[0].lower().replace("-", " ")})
    assert re.fullmatch(r"/venir/[\w-]{22}", there.location)
    assert "Job dating des toits" in visitor.follow(there).text
    event.ends_at = event.starts_at.replace(year=2020)
    event.starts_at = event.starts_at.replace(year=2019)
    assert visitor.post("guest_letters.open_by_code", {"code": codes[0]}).status == 422


def test_codes_cannot_be_tried_for_ever(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "WRONG_FROM_ONE", 3)
    answers = [client.post("guest_letters.open_by_code", {"code": "AAAA-AAAA"}).status for _ in range(4)]
    assert answers == [422, 422, 422, 429]
    assert client.get("guest_letters.type_code").status == 200


@pytest.mark.parametrize(
    ("word", "state"), [("oui", GuestState.COMING), ("non", GuestState.WITHDRAWN), ("x", GuestState.COMING)]
)
def test_an_invited_company_answers_on_the_page_of_the_event(
    client: Client, event: Event, word: str, state: GuestState
) -> None:
    guest = make_company_guest(event)
    other = make_company_guest(event)
    client.as_role(Role.DECLARANT, guest.organisation)
    page = client.get("events.show", event_id=event.id)
    assert "Votre réponse" in page.text
    assert other.shown_name not in page.html

    client.post("guest_own.say", {"answer": word}, event_id=event.id)
    assert db.session.get_one(EventGuest, guest.id).state is state
    assert db.session.get_one(EventGuest, other.id).state is GuestState.COMING
    client.as_role(Role.DECLARANT)
    assert client.post("guest_own.say", {"answer": "oui"}, event_id=event.id).status == 404
