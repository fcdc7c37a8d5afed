"""Sign-in by another house, against a real provider in a process of its own."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from facilitator.access import Role
from facilitator.accounts.models import User
from facilitator.accounts.oidc.queries import person_said
from facilitator.audit.models import AuditEvent
from facilitator.db import db
from facilitator.words import RuleBroken
from tests.conftest import Client, keep
from tests.factories_signin import make_member, present_code
from tests.identity_provider import SUBJECT, House, running_house
from tests.page import Page

HOME = "home.index"


@pytest.fixture(scope="module")
def provider() -> Iterator[House]:
    """The provider, one for all these tests."""
    with running_house() as house:
        yield house


@pytest.fixture
def house(client: Client, provider: House) -> House:
    """The provider, named by the settings; it says nothing special about anybody."""
    provider.says(email="camille@essai.example")
    client.app.config.update(
        OIDC_ISSUER=provider.issuer, OIDC_CLIENT_ID="facilitator", OIDC_CLIENT_SECRET="a secret"
    )
    return provider


def make_linked(house: House, role: Role = Role.DECLARANT, **over: Any) -> User:
    """A user whose account is linked with the identity of the provider."""
    user = make_member(role, **over).user
    user.oidc_issuer, user.oidc_subject = house.issuer, SUBJECT
    keep()
    return user


def come_back(client: Client, house: House, **start: Any) -> Page:
    """Go to the provider, sign in there, come back; the page with the button."""
    return client.fetch(house.sign_in(client.get("oidc.start", **start).location))


def hand_over(client: Client, page: Page) -> Page:
    """Press the button (a script does it)."""
    fields = {name: page.one(f"main input[name={name}]")["value"] for name in ("code", "state")}
    return client.post("oidc.finish", fields)


def message(client: Client, page: Page) -> str:
    """What the page after a redirect tells in its toast."""
    return " ".join(tag.get_text() for tag in client.follow(page).select(".toast"))


def test_nothing_of_it_exists_without_settings(client: Client) -> None:
    assert client.get("oidc.start").status == 404
    assert "ProConnect" not in client.get("signin.sign_in").text


def test_a_linked_person_signs_in(client: Client, house: House) -> None:
    make_linked(house)
    assert "Se connecter avec ProConnect" in client.get("signin.sign_in").text

    page = come_back(client, house, next="/recherche")
    assert page.one("form[data-send-now]")
    done = hand_over(client, page)

    assert done.location == "/recherche"
    assert client.get(HOME).status == 200


def test_what_is_asked_of_the_provider(client: Client, house: House) -> None:
    asked = parse_qs(urlsplit(client.get("oidc.start").location).query)

    assert asked["redirect_uri"] == ["http://127.0.0.1:8000/connexion/service/retour"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["response_type"] == ["code"]
    assert "amr" in asked["claims"][0]
    assert min(len(asked[name][0]) for name in ("state", "nonce", "code_challenge")) >= 43


def test_reading_the_return_page_signs_nobody_in(client: Client, house: House) -> None:
    make_linked(house)
    come_back(client, house)

    assert client.get(HOME).status == 302


def test_a_known_address_is_not_an_identity(client: Client, house: House) -> None:
    user = make_member().user
    house.says(email=user.email)

    page = hand_over(client, come_back(client, house))

    assert "rattaché à aucun compte" in message(client, page)
    assert client.get(HOME).status == 302


def test_the_same_subject_at_another_house_is_somebody_else(client: Client, house: House) -> None:
    user = make_linked(house)
    user.oidc_issuer = "https://other.example"

    assert "rattaché à aucun compte" in message(client, hand_over(client, come_back(client, house)))


@pytest.mark.parametrize(("means", "place"), [(["pwd", "mfa"], "/"), (["pwd"], "/connexion/second-facteur")])
def test_the_second_factor_of_the_provider_counts(
    client: Client, house: House, means: list[str], place: str
) -> None:
    make_linked(house, Role.FACILITATOR, totp=True)
    house.says(amr=means)

    hand_over(client, come_back(client, house))
    page = client.get(HOME)

    assert page.status == (200 if place == "/" else 302)
    if page.status == 302:
        assert page.location.startswith(place)
        client.post("second.check_code", {"code": present_code()})
        assert client.get(HOME).status == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://evil.example"},
        {"aud": "somebody else"},
        {"aud": ["facilitator", "somebody else"]},
        {"nonce": "another nonce"},
        {"exp": 1},
        {"iat": 99999999999},
    ],
    ids=str,
)
def test_a_wrong_identity_opens_nothing(client: Client, house: House, wrong: dict[str, Any]) -> None:
    make_linked(house)
    house.says(**wrong)

    page = hand_over(client, come_back(client, house))

    assert "pas valable" in message(client, page)
    assert client.get(HOME).status == 302
    assert db.session.query(AuditEvent).filter_by(action="signin.failed").count() == 1


def test_a_wrong_state_opens_nothing(client: Client, house: House) -> None:
    make_linked(house)
    path = house.sign_in(client.get("oidc.start").location)

    forged = client.fetch(path.split("&state=")[0] + "&state=" + "x" * 43)

    assert "pas valable" in message(client, forged)
    assert client.fetch(path).status == 302, "the attempt is over"


def test_an_answer_given_to_another_browser_opens_nothing(client: Client, house: House) -> None:
    make_linked(house)
    page = come_back(client, house)
    victim = Client(client.app, client.app.test_client())

    assert "pas valable" in message(victim, hand_over(victim, page))


def test_an_answer_serves_once(client: Client, house: House) -> None:
    make_linked(house)
    page = come_back(client, house)
    hand_over(client, page)
    client.post("signin.sign_out")

    assert hand_over(client, page).location == "/connexion"
    assert client.get(HOME).status == 302


def test_a_forged_code_opens_nothing(client: Client, house: House) -> None:
    make_linked(house)
    page = come_back(client, house)

    done = client.post("oidc.finish", {"code": "forged", "state": page.one("input[name=state]")["value"]})

    assert "pas valable" in message(client, done)


def test_the_answer_of_another_house_is_refused_by_its_name(client: Client, house: House) -> None:
    path = house.sign_in(client.get("oidc.start").location)

    assert "pas valable" in message(client, client.fetch(f"{path}&iss=https://evil.example"))


def test_a_refusal_of_the_provider_comes_back_to_the_sign_in_page(client: Client, house: House) -> None:
    client.get("oidc.start")

    assert client.fetch("/connexion/service/retour?error=access_denied").location == "/connexion"


@pytest.mark.parametrize("issuer", ["http://localhost:9", "{issuer}/"])
def test_a_provider_that_is_silent_or_has_another_name_is_said_in_a_sentence(
    client: Client, house: House, issuer: str
) -> None:
    client.app.config["OIDC_ISSUER"] = issuer.format(issuer=house.issuer)

    said = message(client, client.get("oidc.start"))

    assert "ne répond pas" in said or "pas valable" in said


# --- linking -------------------------------------------------------------------------------------


def test_an_identity_is_linked_from_my_account(client: Client, house: House) -> None:
    me = client.sign_in(make_member())
    assert "Rattacher mon compte ProConnect" in client.get("profile.index").text

    page = come_back(client, house, rattacher=1)
    assert page.h1 == "Rattacher votre identité"
    assert not page.select("[data-send-now]"), "linking is decided by a person"
    done = hand_over(client, page)

    assert "est rattaché" in message(client, done)
    assert (me.user.oidc_issuer, me.user.oidc_subject) == (house.issuer, SUBJECT)
    client.post("signin.sign_out")
    assert hand_over(client, come_back(client, house)).location == "/"


def test_an_identity_opens_one_account(client: Client, house: House) -> None:
    make_linked(house)
    me = client.sign_in(make_member())

    said = message(client, hand_over(client, come_back(client, house, rattacher=1)))

    assert "déjà rattachée" in said
    assert me.user.oidc_subject is None


def test_whoever_is_not_inside_links_nothing(client: Client, house: House) -> None:
    page = come_back(client, house, rattacher=1)

    assert page.h1 == "Connexion en cours"

    client.sign_in(make_member())
    page = come_back(client, house, rattacher=1)
    with client.web.session_transaction() as cookie:
        cookie.pop("token")
    assert client.follow(hand_over(client, page)).location.startswith("/connexion")


def test_an_identity_is_detached(client: Client, house: House) -> None:
    user = make_linked(house)
    client.sign_in(user.memberships[0])

    assert client.get("oidc.confirm_unlink").h1.startswith("Détacher")
    client.post("oidc.forget")

    assert user.oidc_subject is None


def test_the_only_way_in_is_not_detached(client: Client, house: House) -> None:
    user = make_linked(house)
    user.password_hash = None
    client.sign_in(user.memberships[0])
    assert "En choisir un par message" in client.get("profile.index").text

    client.post("oidc.forget")

    assert user.oidc_subject == SUBJECT


# --- sign-out ------------------------------------------------------------------------------------


def test_signing_out_here_signs_out_there(client: Client, house: House) -> None:
    make_linked(house)
    hand_over(client, come_back(client, house))

    page = client.post("signin.sign_out")

    asked = parse_qs(urlsplit(page.location).query)
    assert page.location.startswith(f"{house.issuer}/")
    assert asked["post_logout_redirect_uri"] == ["http://127.0.0.1:8000/deconnexion"]
    assert asked["id_token_hint"][0].count(".") == 2
    assert len(asked["state"][0]) >= 32
    assert requests.get(page.location, timeout=5).status_code == 200
    assert house.issuer in page.response.headers["Content-Security-Policy"]


def test_signing_out_works_when_the_provider_is_gone(client: Client, house: House) -> None:
    make_linked(house)
    hand_over(client, come_back(client, house))
    client.app.config["OIDC_ISSUER"] = "http://localhost:9"

    assert client.post("signin.sign_out").location == "/deconnexion"


def test_a_person_told_in_a_signed_answer_is_read() -> None:
    key = RSAKey.generate_key(2048, {"kid": "k"})
    keys = KeySet([RSAKey.import_key(key.as_dict(private=False))])
    token = jwt.encode({"alg": "RS256", "kid": "k"}, {"sub": "camille", "siret": "1"}, key)
    signed = SimpleNamespace(headers={"Content-Type": "application/jwt; charset=utf-8"}, text=token)
    forged = SimpleNamespace(headers=signed.headers, text=token[:-6] + "AAAAAA")

    assert person_said(signed, keys) == {"sub": "camille", "siret": "1"}
    with pytest.raises(RuleBroken):
        person_said(forged, keys)
