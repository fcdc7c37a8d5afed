"""The public page: a place counts once confirmed, nobody learns who is registered, programs are kept out."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from facilitator.clock import now, told_at
from facilitator.db import db
from facilitator.mail.models import OutboxMessage
from tests.conftest import Client
from tests.factories_events import make_event, make_guest, make_slot, soon
from tests.factories_hours import make_participant
from worksites.events.guests.models import EventGuest
from worksites.events.guests.place_queries import free_of
from worksites.events.guests.registering import rules, views
from worksites.events.guests.rules import GuestOrigin, GuestState
from worksites.events.models import Event
from worksites.events.rules import EventState

NIR = "1 85 05 78 006 084 91"


@pytest.fixture
def event(client: Client) -> Event:
    row = make_event(is_public=True, title="Forum des métiers", notes="secret", **soon())
    make_slot(row, seats=1, starts_at=row.starts_at, ends_at=row.ends_at)
    return row


def typed(client: Client, event: Event, **over: str) -> dict[str, str]:
    values = {
        "opened": rules.opened(client.app.config["SECRET_KEY"], now() - timedelta(seconds=9)),
        "given_name": "Awa", "family_name": "Diallo", "email": "awa@essai.example", "phone": "",
        "slot": str(event.slots[0].id), "language": "fr", "consent": "y", "website": "",
    }  # fmt: skip
    return values | over


def guests() -> list[EventGuest]:
    return list(db.session.scalars(select(EventGuest).order_by(EventGuest.id)))


def mails() -> list[OutboxMessage]:
    return list(db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


def test_a_place_is_held_for_two_hours_then_counts_once_confirmed(client: Client, event: Event) -> None:
    page = client.get("open_events.show", uid=event.uid)
    assert "secret" not in page.html
    assert "90" in page.one("label[for=consent]").text
    sent = client.post("open_events.send", typed(client, event), uid=event.uid)
    assert "Ouvrez le message" in client.follow(sent).h1

    guest = guests()[0]
    assert (guest.state, guest.origin, guest.shown_name) == (
        GuestState.TO_CONFIRM, GuestOrigin.PUBLIC, "Awa Diallo",
    )  # fmt: skip
    assert free_of(event)[event.slots[0].id] == 0
    with told_at(now() + timedelta(hours=2, minutes=1)):
        assert free_of(event)[event.slots[0].id] == 1
    message = mails()[0]
    assert message.urgent
    link = re.search(r"/venir/\S+", message.text)
    assert link
    assert "Confirmer mon inscription" in client.fetch(link[0]).text
    assert guests()[0].state is GuestState.TO_CONFIRM
    client.send(link[0], {"answer": "oui", "slot": str(event.slots[0].id)})
    assert guests()[0].state is GuestState.COMING


def test_the_answer_is_the_same_for_whoever_is_on_the_list_already(client: Client, event: Event) -> None:
    known = make_participant(body_id=event.body_id, email="connue@essai.example")
    make_guest(event, known, state=GuestState.INVITED)
    answers = [
        client.post("open_events.send", typed(client, event, email=email), uid=event.uid)
        for email in ("connue@essai.example", "nouvelle@essai.example", "connue@essai.example")
    ]

    assert {(one.status, one.location) for one in answers} == {(302, answers[0].location)}
    assert len(guests()) == 2
    assert [one.to for one in mails()] == ["connue@essai.example", "nouvelle@essai.example"]


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"family_name": NIR}, "sécurité sociale"),
        ({"email": ""}, "adresse électronique ou un téléphone"),
        ({"email": "", "phone": "04 73 00 00 00"}, "téléphone mobile"),
        ({"consent": ""}, "Sans votre accord"),
        ({"slot": "999999"}, "Choisissez une heure"),
        ({"opened": "12.forged"}, "ouverte depuis trop longtemps"),
        ({"family_name": "x" * 101}, "100"),
        ({"email": "a@b.example\r\nBcc: c@d.example"}, "saut de ligne"),
    ],
)
def test_what_cannot_be_kept_is_refused(
    client: Client, event: Event, over: dict[str, str], field: str
) -> None:
    page = client.post("open_events.send", typed(client, event, **over), uid=event.uid)

    assert (page.status, guests(), mails()) == (422, [], [])
    assert field in page.errors


def test_programs_and_storms_are_kept_out(
    client: Client, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    trapped = client.post("open_events.send", typed(client, event, website="http://x"), uid=event.uid)
    assert (trapped.status, guests()) == (302, [])
    fast = rules.opened(client.app.config["SECRET_KEY"], now())
    assert client.post("open_events.send", typed(client, event, opened=fast), uid=event.uid).status == 422
    monkeypatch.setattr(views, "FROM_ONE", 2)
    asked = [
        client.post(
            "open_events.send", typed(client, event, email=f"p{n}@essai.example"), uid=event.uid
        ).status
        for n in range(3)
    ]
    assert asked == [302, 429, 429]


@pytest.mark.parametrize(
    "over",
    [
        {"is_public": False},
        {"state": EventState.PREPARED},
        {"state": EventState.CANCELLED},
        {"template": "x"},
    ],
)
def test_only_announced_public_events_are_seen(client: Client, event: Event, over: dict[str, object]) -> None:
    for name, value in over.items():
        setattr(event, name, value)
    uid, title = event.uid, event.title
    assert client.get("open_events.show", uid=uid).status == 404
    assert client.post("open_events.send", typed(client, event), uid=uid).status == 404
    assert title not in client.get("open_events.index").html


def test_closed_registrations_take_nobody(client: Client, event: Event) -> None:
    event.closes_at = now() - timedelta(minutes=1)
    page = client.post("open_events.send", typed(client, event), uid=event.uid)
    assert "closes" in page.text
    assert guests() == []
