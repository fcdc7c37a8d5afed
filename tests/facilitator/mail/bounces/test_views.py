"""Addresses that do not receive, before the eyes of their bodies."""

from flask import Flask

from facilitator.access import Role
from facilitator.clock import now
from facilitator.db import db
from facilitator.mail.bounces.queries import bounce_of, bounced_addresses, mark_bounced
from facilitator.mail.queries import post
from facilitator.mail.rules import BounceSource, MailState
from tests.conftest import Client


def test_a_body_sees_those_it_wrote_to_and_can_clear_them(client: Client, app: Flask) -> None:
    body = client.as_role(Role.FACILITATOR).organisation_id
    for address, writer in (("a@essai.example", body), ("b@essai.example", 999_999)):
        post("Rappel", address, "Mars", "Bonjour", body_id=writer)
        mark_bounced(address, BounceSource.SERVER, "550 no such user", now())
    db.session.flush()

    page = client.get("bounces.index")
    assert "a@essai.example" in page.text
    assert "b@essai.example" not in page.text
    assert "1 adresse ne reçoit plus" in client.get("home.index").text
    assert [row.address for row in db.session.scalars(bounced_addresses(body))] == ["a@essai.example"]
    file = client.ask("GET", client.url("bounces.index_file", ending="csv")).get_data(as_text=True)
    assert "550 no such user" in file

    row = bounce_of("A@essai.example")
    assert row is not None
    page = client.follow(client.post("bounces.clear", bounce_id=row.id))
    assert "Aucune adresse en erreur" in page.text
    other = bounce_of("b@essai.example")
    assert other is not None
    assert client.post("bounces.clear", bounce_id=other.id).status == 404


def test_whoever_keeps_the_platform_marks_one_from_a_dead_letter(client: Client, app: Flask) -> None:
    client.as_role(Role.PLATFORM_ADMIN)
    message = post("Rappel", "a@essai.example", "Mars", "Bonjour")
    message.state, message.last_error = MailState.DEAD, "452 mailbox full"
    db.session.flush()

    assert "452 mailbox full" in client.get("mail.show", message_id=message.id).text
    client.follow(client.post("bounces.mark", message_id=message.id))

    row = bounce_of("a@essai.example")
    assert row is not None
    assert row.source is BounceSource.PERSON
    home = client.get("home.index").text
    assert "1 message abandonné" in home
