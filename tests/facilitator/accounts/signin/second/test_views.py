"""The second factor: enrolled, asked, replaced by a recovery code."""

import pyotp
import pytest

from facilitator.access import Role
from facilitator.accounts.factors.queries import reset_factors, unused_codes
from facilitator.accounts.models import Membership
from facilitator.db import db
from tests.conftest import Client
from tests.factories_signin import make_member, present_code, type_password

HOME = "home.index"


@pytest.fixture
def facilitator(client: Client) -> Membership:
    """A facilitator who has given her password and has no factor yet."""
    membership = make_member(Role.FACILITATOR)
    type_password(client, membership.user)
    return membership


def enrol_totp(client: Client) -> str:
    """Follow the page to its end; the secret that an application would keep."""
    secret = client.get("second.new_totp").one("code").get_text().replace(" ", "")
    page = client.post("second.add_totp", {"code": pyotp.TOTP(secret).now(), "next": "/"})
    assert page.location.startswith("/connexion/second-facteur/codes")
    return secret


def test_a_facilitator_enrols_an_application_then_gets_codes_and_is_inside(
    client: Client, facilitator: Membership
) -> None:
    enrol_totp(client)
    page = client.post("second.renew_codes", {"next": "/"})

    assert len(page.select("ul.codes code")) == 10
    assert client.get(HOME).status == 200
    assert len(unused_codes(facilitator.user)) == 10


def test_the_secret_is_shown_as_a_picture_and_as_text(client: Client, facilitator: Membership) -> None:
    page = client.get("second.new_totp")

    assert page.one("main img")["src"].startswith("data:image/svg+xml")
    assert page.one("main img")["alt"]
    assert page.one("code").get_text() == client.get("second.new_totp").one("code").get_text()


def test_a_wrong_first_code_enrols_nothing(client: Client, facilitator: Membership) -> None:
    client.get("second.new_totp")

    page = client.post("second.add_totp", {"code": "000000"})

    assert "ne convient pas" in page.errors
    assert facilitator.user.totp_secret is None
    assert client.post("second.add_totp", {"code": ""}).errors


def test_a_lost_enrolment_starts_again(client: Client, facilitator: Membership) -> None:
    assert client.post("second.add_totp", {"code": "000000"}).location.startswith(
        "/connexion/second-facteur/application"
    )


def test_a_one_time_code_works_once(client: Client) -> None:
    user = make_member(Role.FACILITATOR, totp=True).user
    code = present_code()
    type_password(client, user)
    assert client.post("second.check_code", {"code": f"{code[:3]} {code[3:]}"}).location == "/"
    client.post("signin.sign_out")

    type_password(client, user)
    page = client.post("second.check_code", {"code": code})

    assert "a déjà servi" in page.errors
    assert code not in page.html
    assert client.post("second.check_code", {"code": present_code(1)}).status == 302


def test_a_recovery_code_replaces_the_factor_once(client: Client) -> None:
    user = make_member(Role.FACILITATOR, totp=True).user
    type_password(client, user)
    client.post("second.check_code", {"code": present_code()})
    codes = [tag.get_text() for tag in client.post("second.renew_codes").select("ul.codes code")]
    client.post("signin.sign_out")

    type_password(client, user)
    assert client.post("second.check_code", {"code": codes[3].upper()}).location == "/"
    client.post("signin.sign_out")
    type_password(client, user)
    assert client.post("second.check_code", {"code": codes[3]}).errors
    assert len(unused_codes(user)) == 9


def test_no_address_shows_the_codes_again(client: Client, facilitator: Membership) -> None:
    enrol_totp(client)
    client.post("second.renew_codes")

    page = client.get("second.codes")

    assert not page.select("ul.codes")
    assert "10\u00a0codes encore valables" in page.text or "10 codes encore valables" in page.text


def test_new_codes_kill_the_former_ones(client: Client, facilitator: Membership) -> None:
    enrol_totp(client)
    former = client.post("second.renew_codes").select("ul.codes code")[0].get_text()
    client.post("second.renew_codes")

    page = client.post("second.check_code", {"code": former})

    assert page.errors
    assert len(unused_codes(facilitator.user)) == 10


def test_an_empty_code_counts_for_nothing(client: Client) -> None:
    user = make_member(Role.FACILITATOR, totp=True).user
    type_password(client, user)

    assert client.post("second.check_code", {"code": " "}).errors
    assert user.failed_tries == 0


def test_whoever_lost_all_factors_can_be_given_a_fresh_start(client: Client) -> None:
    user = make_member(Role.FACILITATOR, totp=True).user
    reset_factors(user)
    db.session.commit()

    type_password(client, user)

    assert client.follow(client.get(HOME)).location.startswith("/connexion/second-facteur/ajouter")
    assert client.get("second.choose").h1 == "Ajouter un second facteur"
