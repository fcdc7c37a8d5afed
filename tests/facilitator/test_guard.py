"""The guard: closed by default."""

from facilitator.access import Role
from facilitator.clock import now
from tests.conftest import Client


def test_whoever_is_not_signed_in_is_sent_to_the_sign_in_page(client: Client) -> None:
    page = client.get("home.index")

    assert page.status == 302
    assert page.location.startswith("/connexion")


def test_a_signed_in_facilitator_sees_the_home_page(client: Client) -> None:
    client.as_role(Role.FACILITATOR)

    assert client.get("home.index").h1 == "Aujourd’hui"


def test_a_revoked_membership_is_dead_at_the_next_request(client: Client) -> None:
    membership = client.as_role(Role.FACILITATOR)
    membership.revoked_at = now()

    page = client.get("home.index")

    assert page.status == 302


def test_what_does_not_exist_answers_404(client: Client) -> None:
    client.as_role(Role.FACILITATOR)

    assert client.fetch("/nulle-part").status == 404


def test_an_address_is_the_same_with_and_without_its_last_slash(client: Client) -> None:
    client.as_role(Role.FACILITATOR)

    assert client.fetch("/organisations/").status == client.fetch("/organisations").status == 200
    assert client.fetch("/marches").status == client.fetch("/marches/").status == 200
