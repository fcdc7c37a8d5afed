"""Contracts tied to worksites, on the pages."""

from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.db import db
from tests.conftest import Client
from tests.factories_contracts import make_contract, make_lot
from tests.factories_sites import make_phase, make_worksite


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
