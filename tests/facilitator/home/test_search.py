"""The search box: what is found, by whom, and what is said when nothing is."""

import pytest

from facilitator.access import Role
from facilitator.accounts.rules import OrganisationKind
from tests.conftest import Client
from tests.factories import make_body, make_contact, make_meeting, make_organisation

pytestmark = pytest.mark.each_engine


def test_one_box_finds_organisations_and_contacts_under_their_kind(client: Client) -> None:
    body = make_body()
    company = make_organisation(name="Rivière Travaux Publics", city="Thiers")
    make_contact(company, name="Maëlle Rivière")
    make_meeting(body, company)
    client.as_role(Role.FACILITATOR, body)

    page = client.get("home.search", q="riviere")

    assert [head.get_text() for head in page.select("main h2")] == ["Entreprise", "Contact"]
    links = [link.get_text() for link in page.select(".hits a")]
    assert links == ["Rivière Travaux Publics", "Maëlle Rivière"]
    assert client.fetch(str(page.select(".hits a")[0]["href"])).h1 == "Rivière Travaux Publics"


def test_a_typo_is_forgiven(client: Client) -> None:
    body = make_body()
    make_meeting(body, make_organisation(name="Dumont Charpente"))
    client.as_role(Role.FACILITATOR, body)

    assert "Dumont Charpente" in client.get("home.search", q="charpnete dumont").text


def test_what_another_body_works_with_is_not_found(client: Client) -> None:
    stranger = make_organisation(name="Dumont Charpente")
    make_contact(stranger, name="Dominique Dumont")
    make_meeting(make_body(), stranger)
    client.as_role(Role.FACILITATOR, make_body())

    assert "Aucun résultat" in client.get("home.search", q="dumont").text


def test_a_company_finds_only_itself(client: Client) -> None:
    mine = make_organisation(OrganisationKind.COMPANY, name="Dumont Charpente")
    make_organisation(name="Dumont Peinture")
    client.as_role(Role.DECLARANT, mine)

    links = [link.get_text() for link in client.get("home.search", q="dumont").select(".hits a")]

    assert links == ["Dumont Charpente"]


def test_nothing_typed_explains_the_box(client: Client) -> None:
    client.as_role(Role.PARTNER)

    assert "une faute de frappe par mot est pardonnée" in client.get("home.search").text
    assert "Aucun résultat" in client.get("home.search", q="<script>%_'\\").text
