"""Contracts tied to worksites, on the pages."""

from decimal import Decimal

from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.db import db
from tests.conftest import Client
from tests.factories_contracts import make_contract, make_lot
from tests.factories_sites import make_phase, make_worksite, make_worksite_share


def test_a_contract_is_tied_shown_on_both_pages_and_untied(client: Client) -> None:
    body = db.session.get(Organisation, client.as_role(Role.FACILITATOR).organisation_id)
    contract, site, other = make_contract(body), make_worksite(body), make_worksite(body)
    lot = make_lot(contract)
    make_lot(contract)
    sent = {"what": str(contract.id), "percentage": "60", "purpose": "works"}

    page = client.follow(client.post("worksite_shares.create", sent, worksite_id=site.id))
    assert "60,0 %" in page.text
    assert site.name in client.get("contracts.show", contract_id=contract.id).text
    refused = client.post("worksite_shares.create", sent, worksite_id=other.id)
    assert "Il ne reste que 40,00" in refused.errors
    mixed = client.post(
        "worksite_shares.create", sent | {"what": f"{contract.id}-{lot.id}"}, worksite_id=other.id
    )
    assert "deux fois" in mixed.errors

    row = site.shares[0].id
    client.follow(client.post("worksite_shares.edit", sent | {"percentage": "100"}, share_id=row))
    phase = make_phase(site, lot=lot)
    assert "détachez-les" in client.follow(client.post("worksite_shares.delete", share_id=row)).text
    db.session.delete(phase)
    client.follow(client.post("worksite_shares.delete", share_id=row))
    assert not site.shares


def test_the_search_box_finds_a_worksite(client: Client) -> None:
    body = db.session.get(Organisation, client.as_role(Role.FACILITATOR).organisation_id)
    make_worksite(body, name="Rue du Pradou")

    assert "Rue du Pradou" in client.get("home.search", q="pradou").text


def test_the_list_of_contracts_says_their_worksites_and_is_filtered_by_them(client: Client) -> None:
    body = client.as_role(Role.FACILITATOR).organisation
    here, elsewhere = make_contract(body, reference="2027-ICI"), make_contract(body, reference="2027-AUTRE")
    assert "Chantier" not in [head.get_text() for head in client.get("contracts.index").select("thead th")]
    sites = [make_worksite(body, name=name) for name in ("Pradou", "Jardiniers")]
    for site in sites:
        make_worksite_share(site, here, share=Decimal("0.5"))
    make_worksite_share(make_worksite(body, name="Bords d’Allier"), elsewhere)

    page = client.get("contracts.index")
    said = [row.get_text(" ") for row in page.select("tbody tr")]
    assert any("2027-ICI" in row and "Jardiniers, Pradou" in row for row in said)
    found = client.get("contracts.index", chantier=sites[0].id)
    assert "2027-ICI" in found.text
    assert "2027-AUTRE" not in found.text
    answer = client.get("contracts.index_file", ending="csv", chantier=sites[0].id).html
    assert "Jardiniers, Pradou" in answer
