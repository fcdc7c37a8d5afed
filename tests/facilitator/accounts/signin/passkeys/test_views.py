"""Passkeys: made once inside, then a second factor, or the whole sign-in."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from facilitator.access import Role
from facilitator.accounts.models import User
from facilitator.accounts.passkeys.models import Passkey
from facilitator.db import db
from tests.authenticator import Authenticator
from tests.conftest import Client
from tests.factories_signin import make_member, make_passkey, type_password
from tests.page import Page

HOME = "home.index"


def options_on(page: Page) -> dict[str, Any]:
    """What the page hands to the device."""
    return dict(json.loads(str(page.one("form[data-passkey]")["data-options"])))


def enrol(client: Client, device: Authenticator, name: str = "") -> Page:
    """Make a key on the page that does it."""
    credential = device.make(options_on(client.get("passkeys.new")))
    return client.post("passkeys.add", {"credential": credential, "name": name, "next": "/"})


def sign_in(client: Client, device: Authenticator) -> Page:
    """Sign in with the key alone."""
    options = options_on(client.get("signin.sign_in"))
    return client.post("passkeys.sign_in", {"credential": device.use(options), "next": "/"})


@pytest.fixture
def user(client: Client) -> User:
    """A facilitator who has given her password."""
    user = make_member(Role.FACILITATOR).user
    type_password(client, user)
    return user


@pytest.fixture
def device(client: Client, user: User) -> Authenticator:
    """Her device, enrolled; she is signed out."""
    device = Authenticator()
    enrol(client, device)
    client.post("signin.sign_out")
    return device


def test_a_passkey_is_made_and_completes_the_sign_in(client: Client, user: User) -> None:
    page = enrol(client, Authenticator(), "Mon téléphone")

    assert page.location.startswith("/connexion/second-facteur/codes")
    assert client.get(HOME).status == 200
    assert [key.name for key in db.session.query(Passkey)] == ["Mon téléphone"]


def test_a_key_without_name_gets_a_number(client: Client, user: User) -> None:
    enrol(client, Authenticator())
    enrol(client, Authenticator())

    assert [key.name for key in db.session.query(Passkey)] == ["Clé d’accès 1", "Clé d’accès 2"]


def test_a_passkey_signs_in_without_address_nor_password(client: Client, device: Authenticator) -> None:
    assert sign_in(client, device).location == "/"
    assert client.get(HOME).status == 200


def test_a_passkey_is_a_second_factor(client: Client, user: User, device: Authenticator) -> None:
    type_password(client, user)
    options = options_on(client.get("second.challenge"))

    page = client.post("passkeys.check", {"credential": device.use(options), "next": "/"})

    assert page.location == "/"
    assert client.get(HOME).status == 200


def test_a_passkey_opens_even_while_wrong_passwords_lock_the_account(
    client: Client, user: User, device: Authenticator
) -> None:
    for _ in range(10):
        type_password(client, user, "ce n’est pas le bon")
    assert user.locked_until is not None

    assert sign_in(client, device).location == "/"


def test_an_answer_heard_twice_opens_once(client: Client, device: Authenticator) -> None:
    page = client.get("signin.sign_in")
    cookie = client.web.get_cookie("facilitator")
    answer = {"credential": device.use(options_on(page))}
    assert client.post("passkeys.sign_in", answer).location == "/"

    thief = Client(client.app, client.app.test_client())
    thief.web.set_cookie("facilitator", cookie.value if cookie else "")

    assert thief.post("passkeys.sign_in", answer).location.startswith("/connexion?")
    assert thief.get(HOME).status == 302


def test_a_challenge_is_too_old_after_ten_minutes(client: Client, device: Authenticator) -> None:
    with time_machine.travel(datetime(2026, 11, 3, 9, 0, tzinfo=UTC), tick=False) as clock:
        options = options_on(client.get("signin.sign_in"))
        clock.shift(10 * 60)
        page = client.post("passkeys.sign_in", {"credential": device.use(options)})

    assert page.location.startswith("/connexion?")


@pytest.mark.parametrize(
    "credential", ["", "{}", "not json", '{"id": "AA", "rawId": "AA", "type": "public-key"}']
)
def test_what_is_no_answer_is_refused(client: Client, device: Authenticator, credential: str) -> None:
    client.get("signin.sign_in")

    assert client.post("passkeys.sign_in", {"credential": credential}).location.startswith("/connexion?")


def test_the_answer_of_another_site_is_refused(client: Client, device: Authenticator) -> None:
    device.origin = "https://evil.example"

    assert sign_in(client, device).location.startswith("/connexion?")


def test_a_device_that_did_not_check_its_owner_is_refused(client: Client, device: Authenticator) -> None:
    device.verifies = False

    assert sign_in(client, device).location.startswith("/connexion?")


def test_a_cloned_key_whose_count_goes_back_is_refused(client: Client, device: Authenticator) -> None:
    device.count = 5
    sign_in(client, device)
    client.post("signin.sign_out")
    device.count = 2

    assert sign_in(client, device).location.startswith("/connexion?")


def test_the_key_of_somebody_else_is_no_second_factor(client: Client, device: Authenticator) -> None:
    other = make_member(Role.FACILITATOR).user
    make_passkey(other)
    type_password(client, other)
    options = options_on(client.get("second.challenge"))

    page = client.post("passkeys.check", {"credential": device.use(options)})

    assert page.location.startswith("/connexion/second-facteur")
    assert client.get(HOME).status == 302


def test_a_key_made_for_another_account_is_refused_by_its_handle(
    client: Client, device: Authenticator
) -> None:
    device.handle = "AAAA"

    assert sign_in(client, device).location.startswith("/connexion?")


def test_a_wrong_new_key_is_not_kept(client: Client, user: User) -> None:
    page = enrol(client, Authenticator(origin="https://evil.example"))

    assert "pas été reconnue" in page.errors
    assert not db.session.query(Passkey).count()


def test_ten_keys_are_enough(client: Client, user: User) -> None:
    enrol(client, Authenticator())
    for _ in range(9):
        make_passkey(user)

    assert "déjà 10" in enrol(client, Authenticator()).errors
