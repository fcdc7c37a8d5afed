"""« Mon compte »: what each person does with her own account."""

import pytest

from facilitator.access import Role
from facilitator.accounts.models import Membership
from facilitator.accounts.passkeys.models import Passkey
from facilitator.db import db
from facilitator.mail.models import OutboxMessage
from tests.conftest import Client
from tests.factories import make_membership
from tests.factories_signin import PASSWORD, SECRET, make_member, make_passkey, type_password

NEW = "trois tortues mauves dorment au jardin"


@pytest.fixture
def me(client: Client) -> Membership:
    """A facilitator with a password and one-time codes, signed in."""
    return client.sign_in(make_member(Role.FACILITATOR, totp=True))


def test_the_page_shows_all_that_is_mine(client: Client, me: Membership) -> None:
    make_passkey(me.user, name="Téléphone")
    make_membership(Role.HEAD, me.organisation, user=me.user)

    page = client.get("profile.index")

    assert me.user.email in page.text
    assert "Téléphone" in page.text
    assert "Application de codes" in page.text
    assert "Responsable de la structure porteuse" in page.text
    assert "Cette session" in page.text


def test_a_declarant_without_second_factor_sees_what_is_missing(client: Client) -> None:
    client.sign_in(make_member(Role.DECLARANT))

    assert "que par son mot de passe" in client.get("profile.index").text


def test_the_name_changes(client: Client, me: Membership) -> None:
    assert client.get("profile.name").one("input[name=name]")["value"] == me.user.name
    assert client.post("profile.rename", {"name": ""}).errors
    assert client.post("profile.rename", {"name": "Dominique Essai"}).location == "/compte"

    assert me.user.name == "Dominique Essai"


def test_a_new_password_closes_the_other_sessions_and_tells_the_owner(client: Client, me: Membership) -> None:
    other = Client(client.app, client.app.test_client())
    other.sign_in(me)
    assert other.get("profile.index").status == 200

    page = client.post("profile.set_password", {"current_password": PASSWORD, "new_password": NEW})

    assert page.location == "/compte"
    assert client.get("profile.index").status == 200
    assert other.get("profile.index").location.startswith("/connexion?")
    assert type_password(other, me.user, NEW).status == 302
    assert [mail.kind for mail in db.session.query(OutboxMessage)] == ["Mot de passe changé"]


def test_the_present_password_is_asked_and_its_failures_count(client: Client, me: Membership) -> None:
    for _ in range(10):
        page = client.post("profile.set_password", {"current_password": "faux", "new_password": NEW})
    assert "pas votre mot de passe actuel" in page.errors

    page = client.post("profile.set_password", {"current_password": PASSWORD, "new_password": NEW})
    assert "attendez un quart d’heure" in page.errors


@pytest.mark.parametrize("new", ["court", "azertyuiop123456", ""])
def test_a_weak_new_password_changes_nothing(client: Client, me: Membership, new: str) -> None:
    before = me.user.password_hash

    assert client.post("profile.set_password", {"current_password": PASSWORD, "new_password": new}).errors
    assert me.user.password_hash == before


def test_the_present_password_is_asked_first(client: Client, me: Membership) -> None:
    names = [tag["name"] for tag in client.get("profile.password").select("input[type=password]")]

    assert names == ["current_password", "new_password"]


def test_the_other_sessions_close(client: Client, me: Membership) -> None:
    assert "Fermer les autres sessions" not in client.get("profile.index").text
    other = Client(client.app, client.app.test_client())
    other.sign_in(me)
    assert "Fermer les autres sessions" in client.get("profile.index").text

    client.post("profile.close_others")

    assert other.get("profile.index").status == 302
    assert client.get("profile.index").status == 200


def test_the_last_factor_of_a_facilitator_stays(client: Client, me: Membership) -> None:
    assert client.get("profile.confirm_totp").h1 == "Retirer ce second facteur ?"

    client.post("profile.forget_totp")

    assert me.user.totp_secret == SECRET


def test_a_factor_goes_when_another_remains(client: Client, me: Membership) -> None:
    key = make_passkey(me.user, name="Clé du bureau")

    client.post("profile.forget_totp")
    assert me.user.totp_secret is None
    assert "Clé du bureau" in client.get("profile.confirm_passkey", passkey_id=key.id).text
    client.post("profile.forget_passkey", passkey_id=key.id)

    assert db.session.query(Passkey).count() == 1, "it has become the last one"


def test_whoever_needs_no_factor_may_remove_hers(client: Client) -> None:
    me = client.sign_in(make_member(Role.DECLARANT, totp=True))

    client.post("profile.forget_totp")
    client.post("profile.forget_totp")

    assert me.user.totp_secret is None


def test_the_key_of_another_is_not_there(client: Client, me: Membership) -> None:
    key = make_passkey(make_member().user)

    assert client.get("profile.confirm_passkey", passkey_id=key.id).status == 404
    assert client.post("profile.forget_passkey", passkey_id=key.id).status == 404
