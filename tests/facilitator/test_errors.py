"""A form sent after the session's end keeps what was typed, and can be sent again."""

import sys
from typing import Any

import pytest

from tests.conftest import Client
from tests.factories_signin import PASSWORD, make_member, type_password
from tests.page import Page

LOST = "Votre session s’est interrompue"


def kept(page: Page) -> dict[str, Any]:
    """What the page would send again."""
    fields = page.select("main form[method=post] input[type=hidden]")
    return {str(tag["name"]): tag["value"] for tag in fields}


def send_without_token(client: Client, url: str, data: dict[str, Any]) -> Page:
    """POST as a page whose token is dead would."""
    return Page(client.ask("POST", url, data=data))


def test_a_form_without_token_is_refused_and_keeps_what_was_typed(client: Client) -> None:
    me = client.sign_in(make_member())
    before = me.user.name

    page = send_without_token(client, "/compte/nom", {"name": "Dominique Essai"})

    assert (page.status, page.h1) == (400, LOST)
    assert me.user.name == before
    assert client.send("/compte/nom", kept(page)).location == "/compte"
    assert me.user.name == "Dominique Essai"


def test_a_form_sent_after_the_session_is_kept_until_its_owner_is_back(client: Client) -> None:
    me = client.sign_in(make_member())
    with client.web.session_transaction() as cookie:
        cookie["seen"] -= 3601
    lost = client.post("profile.rename", {"name": "Dominique Essai"})
    assert (lost.status, lost.h1) == (400, LOST)
    assert "Connectez-vous de nouveau" in lost.text
    fields = kept(lost)

    type_password(client, me.user)  # in another tab: the token of the lost page dies
    again = send_without_token(client, "/compte/nom", fields)
    assert (again.status, again.h1) == (400, LOST)
    assert "Connectez-vous de nouveau" not in again.text
    done = send_without_token(client, "/compte/nom", kept(again))

    assert done.location == "/compte"
    assert me.user.name == "Dominique Essai"


def test_secrets_are_never_sent_back(client: Client) -> None:
    client.sign_in(make_member())
    secrets = {"current_password": PASSWORD, "new_password": "trois tortues mauves", "code": "123456"}

    page = send_without_token(client, "/compte/mot-de-passe", secrets | {"note": "gardée"})

    assert not any(secret in page.html for secret in secrets.values())
    assert kept(page)["note"] == "gardée"
    assert "mots de passe" in page.text


def test_the_sign_in_page_keeps_the_address_alone(client: Client) -> None:
    user = make_member().user
    typed = {"email": user.email, "password": PASSWORD, "next": "/compte"}

    page = send_without_token(client, "/connexion", typed)

    assert page.status == 400
    assert kept(page)["email"] == user.email
    assert PASSWORD not in page.html
    assert "Connectez-vous de nouveau" not in page.text
    asked = client.send("/connexion", kept(page))
    assert asked.one("input[name=email]")["value"] == user.email


def test_a_form_that_says_nothing_goes_to_sign_in(client: Client) -> None:
    assert client.post("profile.close_others").location.startswith("/connexion")


def test_what_fails_is_logged_without_the_secret_of_its_address(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with client.app.test_request_context("/agenda/un-secret-que-personne-ne-lit.ics"):
        try:
            raise ValueError("something broke")
        except ValueError:
            client.app.log_exception(sys.exc_info())
    assert "GET /agenda/<token>.ics" in caplog.text
    assert "something broke" in caplog.text
    assert "un-secret" not in caplog.text
