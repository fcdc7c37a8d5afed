"""The outbox, read by the platform's administrator."""

import pytest

from facilitator.access import Role
from facilitator.mail.queries import post
from facilitator.mail.rules import MailState
from tests.conftest import Client


@pytest.fixture
def admin(client: Client) -> Client:
    client.as_role(Role.PLATFORM_ADMIN)
    return client


def subjects(client: Client, **filters: str) -> list[str]:
    return [cell.get_text(strip=True) for cell in client.get("mail.index", **filters).select("tbody th")]


def test_an_empty_outbox_says_so(admin: Client) -> None:
    assert "Aucun message" in admin.get("mail.index").text


def test_messages_are_listed_and_filtered(admin: Client) -> None:
    post("Rappel", "a@essai.example", "Février", "Bonjour")
    post("Invitation", "b@essai.example", "Bienvenue", "Bonjour").state = MailState.DEAD

    assert subjects(admin) == ["Bienvenue", "Février"]
    assert subjects(admin, tri="date") == ["Février", "Bienvenue"]
    assert subjects(admin, etat="dead") == ["Bienvenue"]
    assert subjects(admin, nature="Rappel") == ["Février"]
    assert subjects(admin, q="A@essai") == ["Février"]
    assert subjects(admin, depuis="2999-01-01") == []


def test_a_message_is_shown_as_it_was_written(admin: Client) -> None:
    message = post("Rappel", "a@essai.example", "Février", "Bonjour,\n<b>pas du HTML</b>")
    admin.get("mail.index")

    page = admin.get("mail.show", message_id=message.id)

    assert page.one("pre").get_text() == "Bonjour,\n<b>pas du HTML</b>"
    assert "Remettre en file" not in page.text


def test_a_dead_letter_is_tried_again(admin: Client) -> None:
    message = post("Rappel", "a@essai.example", "Février", "Bonjour")
    message.state, message.tries = MailState.DEAD, 5
    admin.get("mail.index")

    page = admin.get("mail.show", message_id=message.id)
    assert "Ce message est abandonné" in page.text
    for _ in range(2):
        admin.post("mail.requeue", message_id=message.id)

    assert (message.state, message.tries) == (MailState.QUEUED, 0)


def test_a_head_does_not_read_the_outbox(client: Client) -> None:
    client.as_role(Role.HEAD)

    assert client.get("mail.index").status == 404


def test_the_outbox_is_exported(admin: Client) -> None:
    post("Rappel", "a@essai.example", "Février", "Bonjour")
    admin.get("mail.index")

    answer = admin.ask("GET", admin.url("mail.index_file", ending="csv"))

    assert "Février" in answer.get_data(as_text=True)
