"""An invited person makes her account, or accepts with the one she has."""

from datetime import timedelta

from facilitator.access import Role
from facilitator.accounts.models import Membership, User
from facilitator.clock import now
from facilitator.db import db
from tests.conftest import Client
from tests.factories import make_body, make_organisation
from tests.factories_signin import PASSWORD, make_invitation, make_member, type_password

ACCOUNT = {"name": "Camille Essai", "new_password": PASSWORD}


def test_an_invited_person_makes_her_account_and_is_inside(client: Client) -> None:
    invitation = make_invitation(make_organisation(name="Bâti Sud"), "a token", role=Role.DECLARANT)
    page = client.get("invited.show", token="a token")
    assert "Bâti Sud" in page.text
    assert "Déclarant de l’entreprise" in page.text

    done = client.post("invited.make", ACCOUNT, token="a token")

    assert client.follow(done).h1 == "Aujourd’hui"
    user = db.session.query(User).filter_by(email=invitation.email).one()
    assert [one.role for one in user.memberships] == [Role.DECLARANT]
    assert invitation.accepted_by_id == user.id


def test_a_new_facilitator_enrols_a_second_factor_next(client: Client) -> None:
    make_invitation(make_body(), "a token", role=Role.FACILITATOR)

    done = client.post("invited.make", ACCOUNT, token="a token")

    assert client.follow(done).location.startswith("/connexion/second-facteur")


def test_a_weak_password_makes_no_account(client: Client) -> None:
    make_invitation(make_body(), "a token", role=Role.FACILITATOR)

    page = client.post("invited.make", ACCOUNT | {"new_password": "facilitator2026!"}, token="a token")

    assert "se devine" in page.errors
    assert page.one("input[name=name]")["value"] == "Camille Essai"
    assert not db.session.query(User).count()


def test_a_link_is_read_as_often_as_one_likes_and_accepted_once(client: Client) -> None:
    make_invitation(make_body(), "a token", role=Role.FACILITATOR)
    for _ in range(5):
        assert client.get("invited.show", token="a token").status == 200
    client.post("invited.make", ACCOUNT, token="a token")
    client.post("signin.sign_out")

    page = client.post("invited.make", ACCOUNT, token="a token")

    assert page.status == 410
    assert "a déjà servi" in page.text
    assert db.session.query(Membership).count() == 1


def test_an_old_or_unknown_invitation_says_so(client: Client) -> None:
    make_invitation(make_body(), "old", expires_at=now() - timedelta(seconds=1))

    assert "a expiré" in client.get("invited.show", token="old").text
    assert client.get("invited.show", token="other").status == 410
    assert client.post("invited.make", ACCOUNT, token="other").status == 410


def test_whoever_has_an_account_signs_in_then_accepts(client: Client) -> None:
    user = make_member().user
    organisation = make_organisation(name="Bâti Nord")
    make_invitation(organisation, "a token", email=user.email, role=Role.DECLARANT)
    page = client.get("invited.show", token="a token")
    assert page.select("main a")[0]["href"].startswith("/connexion?next=/invitation/")
    assert client.post("invited.make", ACCOUNT, token="a token").status == 200

    done = type_password(client, user, next="/invitation/a%20token")
    assert "Accepter l’invitation" in client.follow(done).text
    client.follow(client.post("invited.take", token="a token"))

    assert {one.organisation.name for one in user.memberships} >= {"Bâti Nord"}
    assert len(user.memberships) == 2


def test_an_invitation_is_not_taken_by_another_account(client: Client) -> None:
    make_invitation(make_organisation(), "a token", email="camille@essai.example", role=Role.DECLARANT)
    user = make_member().user
    type_password(client, user)

    page = client.post("invited.take", token="a token")

    assert page.location == "/invitation/a%20token"
    assert len(user.memberships) == 1
    assert client.post("invited.take", token="other").status == 410


def test_half_a_sign_in_accepts_nothing(client: Client) -> None:
    user = make_member(Role.FACILITATOR, totp=True).user
    make_invitation(make_body(), "a token", email=user.email, role=Role.HEAD)
    type_password(client, user)

    page = client.post("invited.take", token="a token")

    assert page.location.startswith("/connexion/second-facteur")
    assert len(user.memberships) == 1
