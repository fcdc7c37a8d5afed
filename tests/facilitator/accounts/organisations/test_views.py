"""The register, as its readers use it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from facilitator.access import Role
from facilitator.accounts.models import Meeting, Membership, Organisation
from facilitator.accounts.queries import meeting_of
from facilitator.accounts.rules import OrganisationKind as Kind
from facilitator.audit.queries import history_of
from facilitator.clock import today
from facilitator.db import db
from tests.conftest import Client
from tests.factories import (
    make_body,
    make_contact,
    make_meeting,
    make_membership,
    make_organisation,
    make_siret,
)


@pytest.fixture
def facilitator(client: Client) -> Membership:
    return client.as_role(Role.FACILITATOR)


def met(membership: Membership, name: str, kind: Kind = Kind.COMPANY, **over: object) -> Organisation:
    organisation = make_organisation(kind, name=name, **over)
    make_meeting(membership.organisation, organisation)
    return organisation


def listed(client: Client, **filters: str) -> list[str]:
    return [
        cell.get_text(strip=True) for cell in client.get("organisations.index", **filters).select("tbody th")
    ]


def test_an_empty_register_says_what_to_do_next(client: Client, facilitator: Membership) -> None:
    page = client.get("organisations.index", type="geiq")

    assert "Aucun résultat avec ces filtres" in page.text
    assert page.select('a[href="/organisations/nouvelle"]')


def test_the_list_is_filtered_searched_and_sorted(client: Client, facilitator: Membership) -> None:
    met(facilitator, "Béton Riom", city="Riom")
    met(facilitator, "Ville de Thiers", Kind.AUTHORITY, city="Thiers")
    make_organisation(name="Inconnue")
    home = facilitator.organisation.name

    assert listed(client) == ["Béton Riom", home, "Ville de Thiers"]
    assert listed(client, tri="-nom") == ["Ville de Thiers", home, "Béton Riom"]
    assert listed(client, type="authority") == ["Ville de Thiers"]
    assert listed(client, ville="Thiers") == ["Ville de Thiers"]
    assert listed(client, q="beton") == ["Béton Riom"]
    assert listed(client, q="%") == listed(client)


def test_contacts_to_confirm_are_counted_on_the_home_page_and_listed(
    client: Client, facilitator: Membership
) -> None:
    make_contact(met(facilitator, "Ancienne"), confirmed_on=today() - timedelta(days=181))
    make_contact(met(facilitator, "Récente"), confirmed_on=today())
    met(facilitator, "Muette")

    home = client.get("home.index")

    assert "1\u00a0organisation a un contact à confirmer" in home.html
    assert listed(client, contacts="stale") == ["Ancienne"]
    assert listed(client, contacts="fresh") == ["Récente"]
    assert "Muette" in listed(client, contacts="none")


def test_a_new_organisation_is_added_and_met(client: Client, facilitator: Membership) -> None:
    siret = make_siret()
    data = {"kind": "company", "name": "Routes du Val", "siret": f" {siret[:9]} {siret[9:]}", "city": "Riom"}

    page = client.follow(client.post("organisations.create", data))

    assert page.h1 == "Routes du Val"
    organisation = db.session.scalars(select(Organisation).where(Organisation.siret == siret)).one()
    assert meeting_of(facilitator.organisation_id, organisation.id) is not None
    assert [event.action for event in history_of(organisation)] == ["organisation.created"]


def test_a_bad_siret_is_said_on_its_field(client: Client, facilitator: Membership) -> None:
    page = client.post(
        "organisations.create", {"kind": "company", "name": "Routes", "siret": "12345678901234"}
    )

    assert "La clé de ce numéro SIRET est fausse" in page.errors


def test_a_siret_that_exists_is_met_rather_than_doubled(client: Client, facilitator: Membership) -> None:
    twin = make_organisation(name="Déjà là")
    data = {"kind": "company", "name": "Un autre nom", "siret": str(twin.siret)}

    page = client.post("organisations.create", data)

    assert "Cette organisation existe déjà" in page.text
    assert db.session.scalar(select(func.count()).select_from(Meeting)) == 0
    page = client.follow(client.post("organisations.meet_twin", {"siret": str(twin.siret)}))
    assert page.h1 == "Déjà là"


def test_a_facilitator_does_not_make_bodies_nor_meet_them(client: Client, facilitator: Membership) -> None:
    other = make_body()

    page = client.post("organisations.create", {"kind": "facilitation_body", "name": "Une autre"})

    assert page.errors
    assert client.post("organisations.meet_twin", {"siret": str(other.siret)}).status == 404


def test_the_platform_makes_bodies(client: Client) -> None:
    client.as_role(Role.PLATFORM_ADMIN)

    page = client.follow(
        client.post("organisations.create", {"kind": "facilitation_body", "name": "Une structure"})
    )

    assert page.h1 == "Une structure"


def test_an_archived_organisation_leaves_the_list_and_can_come_back(
    client: Client, facilitator: Membership
) -> None:
    company = met(facilitator, "Partie")
    assert (
        client.get("organisations.archive", organisation_id=company.id).h1 == "Archiver cette organisation ?"
    )
    for _ in range(2):
        client.post("organisations.archive", organisation_id=company.id)

    assert "Partie" not in listed(client)
    assert listed(client, lien="archived") == ["Partie"]
    assert client.get("organisations.edit", organisation_id=company.id).status == 404
    assert "Organisation archivée" in client.get("organisations.show", organisation_id=company.id).text
    client.post("organisations.resume", organisation_id=company.id)
    assert "Partie" in listed(client)
    assert [event.action for event in history_of(company)] == ["organisation.met", "organisation.archived"]


def test_a_siret_cannot_be_taken_from_another(client: Client, facilitator: Membership) -> None:
    company, other = met(facilitator, "Une"), make_organisation()
    data = {"kind": "company", "name": "Une", "siret": str(other.siret)}

    page = client.post("organisations.edit", data, organisation_id=company.id)

    assert "Une autre organisation porte déjà ce SIRET." in page.errors


def test_what_the_form_does_not_show_cannot_be_posted(client: Client, facilitator: Membership) -> None:
    company = met(facilitator, "Une")
    data = {"kind": "company", "name": "Deux", "departments": "75", "id": "9999"}

    client.post("organisations.edit", data, organisation_id=company.id)

    assert (company.name, company.departments) == ("Deux", "")
    assert company.id != 9999


def test_a_company_sees_its_own_page_and_changes_only_its_contacts(client: Client) -> None:
    admin = client.as_role(Role.COMPANY_ADMIN)
    page = client.follow(client.get("organisations.home"))

    assert page.h1 == admin.organisation.name
    assert "Ajouter un contact" in page.text
    assert client.get("organisations.edit", organisation_id=admin.organisation_id).status == 404


def test_a_declarant_reads_only(client: Client) -> None:
    declarant = client.as_role(Role.DECLARANT)
    make_contact(declarant.organisation, confirmed_on=date(2027, 1, 1))

    page = client.get("organisations.show", organisation_id=declarant.organisation_id)

    assert "Modifier" not in page.text
    assert "Membres et invitations" not in page.text


def test_another_bodys_acquaintance_is_not_found(client: Client, facilitator: Membership) -> None:
    company = make_organisation()
    make_meeting(make_membership(Role.HEAD).organisation, company)

    assert client.get("organisations.show", organisation_id=company.id).status == 404


def test_what_is_seen_is_exported_with_every_contact(client: Client, facilitator: Membership) -> None:
    company = met(facilitator, "Béton Riom")
    make_contact(company, rank=2, name="Seconde", phone="+33473983400")
    met(facilitator, "Ville de Thiers", Kind.AUTHORITY)

    answer = client.ask("GET", client.url("organisations.index_file", ending="csv", type="company"))
    lines = answer.get_data(as_text=True).removeprefix("\ufeff").splitlines()

    assert len(lines) == 2
    assert "Seconde" in lines[1]
    assert client.ask("GET", client.url("organisations.index_file", ending="xlsx")).status_code == 200
    assert client.get("organisations.index_file", ending="pdf").status == 404


def test_the_search_box_finds_organisations_and_people_of_mine_alone(
    client: Client, facilitator: Membership
) -> None:
    company = met(facilitator, "Étanchéité du Val")
    make_contact(company, name="Ana Étoile")
    make_organisation(name="Étanchéité Ailleurs")

    page = client.get("home.search", q="etancheitte")

    assert "Étanchéité du Val" in page.text
    assert "Ailleurs" not in page.text
    assert "Ana Étoile" in client.get("home.search", q="etoile").text


def test_a_body_says_in_which_departments_it_works(client: Client) -> None:
    head = client.as_role(Role.HEAD)
    data = {"kind": "facilitation_body", "name": "Cellule", "departments": "63, 3"}

    client.post("organisations.edit", data, organisation_id=head.organisation_id)

    assert "03 63" in client.get("organisations.show", organisation_id=head.organisation_id).text
    refused = client.post(
        "organisations.edit", data | {"departments": "99"}, organisation_id=head.organisation_id
    )
    assert "n’est pas un département" in refused.errors
