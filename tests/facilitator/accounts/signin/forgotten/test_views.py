"""A forgotten password: one link, half an hour, once; the same answer to everybody."""

from datetime import UTC, datetime

import pytest
import time_machine

from facilitator.access import Role
from facilitator.db import db
from facilitator.mail.models import OutboxMessage
from tests.conftest import Client
from tests.factories_signin import PASSWORD, make_member, make_reset, type_password

NEW = "trois tortues mauves dorment au jardin"


def mails() -> list[OutboxMessage]:
    return db.session.query(OutboxMessage).order_by(OutboxMessage.id).all()


def link_in(mail: OutboxMessage) -> str:
    """The path of the link in a message."""
    return next(line for line in mail.text.splitlines() if line.startswith("http")).split("8000", 1)[1]


def test_the_whole_way(client: Client) -> None:
    user = make_member().user
    page = client.follow(client.post("forgotten.send", {"email": f" {user.email.upper()}"}))
    assert page.h1 == "Consultez votre messagerie"
    link = link_in(mails()[0])

    assert client.fetch(link).h1 == "Choisir un nouveau mot de passe"
    done = client.send(link, {"new_password": NEW})

    assert done.location == "/connexion"
    assert type_password(client, user).errors
    assert type_password(client, user, NEW).location == "/"
    assert [mail.kind for mail in mails()] == ["Mot de passe oublié", "Mot de passe changé"]


def test_the_answer_is_the_same_for_an_unknown_address(client: Client) -> None:
    known = client.post("forgotten.send", {"email": make_member().user.email})
    unknown = client.post("forgotten.send", {"email": "inconnue@essai.example"})

    assert (known.status, known.location, known.html) == (unknown.status, unknown.location, unknown.html)
    assert len(mails()) == 1


def test_scanners_that_open_the_link_do_not_use_it(client: Client) -> None:
    user = make_member().user
    make_reset(user, "a token")

    for _ in range(20):
        assert client.fetch("/mot-de-passe/a token").status == 200
        assert client.ask("HEAD", "/mot-de-passe/a token").status_code == 200
    assert client.send("/mot-de-passe/a token", {}).errors, "a robot that sends the empty form"

    assert client.send("/mot-de-passe/a token", {"new_password": NEW}).status == 302


def test_a_link_works_once_and_kills_its_sisters(client: Client) -> None:
    user = make_member().user
    make_reset(user, "first")
    make_reset(user, "second")
    client.send("/mot-de-passe/first", {"new_password": NEW})

    for link in ("/mot-de-passe/first", "/mot-de-passe/second"):
        assert client.fetch(link).status == 410
        assert client.send(link, {"new_password": PASSWORD}).status == 410
    assert type_password(client, user, NEW).status == 302


def test_a_link_dies_after_half_an_hour(client: Client) -> None:
    with time_machine.travel(datetime(2026, 11, 3, 9, 0, tzinfo=UTC), tick=False) as clock:
        make_reset(make_member().user, "a token")
        clock.shift(29 * 60)
        assert client.fetch("/mot-de-passe/a token").status == 200
        clock.shift(60)
        assert client.fetch("/mot-de-passe/a token").h1 == "Ce lien ne sert plus"


def test_a_weak_password_does_not_use_the_link(client: Client) -> None:
    user = make_member().user
    make_reset(user, "a token")

    page = client.send("/mot-de-passe/a token", {"new_password": "azertyuiop123456"})

    assert "se devine" in page.errors
    assert "azertyuiop123456" not in page.html
    assert client.fetch("/mot-de-passe/a token").status == 200


def test_a_new_password_closes_every_session_and_asks_the_second_factor_again(client: Client) -> None:
    user = make_member(Role.FACILITATOR, totp=True).user
    membership = user.memberships[0]
    client.sign_in(membership)
    make_reset(user, "a token")
    other = Client(client.app, client.app.test_client())

    other.send("/mot-de-passe/a token", {"new_password": NEW})

    assert client.get("home.index").location.startswith("/connexion?")
    type_password(other, user, NEW)
    assert other.get("home.index").location.startswith("/connexion/second-facteur")


def test_a_new_password_unlocks_the_account(client: Client) -> None:
    user = make_member().user
    for _ in range(10):
        type_password(client, user, "ce n’est pas le bon")
    make_reset(user, "a token")

    client.send("/mot-de-passe/a token", {"new_password": NEW})

    assert type_password(client, user, NEW).status == 302


def test_nobody_is_flooded_with_links(client: Client) -> None:
    user = make_member().user
    for _ in range(5):
        client.post("forgotten.send", {"email": user.email})

    assert len(mails()) == 3


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80"])
def test_the_link_comes_from_the_settings_and_never_from_the_request(client: Client, host: str) -> None:
    user = make_member().user
    client.ask(
        "POST",
        "/mot-de-passe/oublie",
        data={"email": user.email, "csrf_token": client.token()},
        headers={"X-Forwarded-Host": host},
    )

    assert "http://127.0.0.1:8000/mot-de-passe/" in mails()[0].text
    assert "evil" not in mails()[0].text
