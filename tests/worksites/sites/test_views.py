"""The worksites on the page: who reads what, what is typed stays, nothing is done twice."""

from datetime import date

from sqlalchemy import func, select

from clauses.contracts.models import Commitment
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.db import db
from tests.conftest import Client
from tests.factories import make_body, make_organisation
from tests.factories_contracts import make_commitment, make_contract, make_lot, make_operation, make_terms
from tests.factories_sites import make_phase, make_worksite, make_worksite_share
from worksites.sites.models import Worksite

SHEET = {"name": "Résidence des Jardiniers", "operation_id": "0", "commune": "Clermont-Ferrand"}


def body_of(client: Client) -> Organisation:
    """Sign in as a facilitator; her body."""
    found = db.session.get(Organisation, client.as_role(Role.FACILITATOR).organisation_id)
    assert found is not None
    return found


def owing(body: Organisation, lots: int = 1) -> list[Commitment]:
    """A contract with commitments, one a lot, each of its own company."""
    contract = make_contract(body)
    return [make_commitment(make_terms(make_lot(contract))) for _ in range(lots)]


def test_a_worksite_is_written_once_and_found_again(client: Client) -> None:
    body = body_of(client)
    programme = make_operation(body, name="InspiRe")
    key = client.get("worksites.create").one("input[name=form_key]")["value"]
    sent = SHEET | {"form_key": key, "operation_id": str(programme.id), "position": "45,7772, 3,1110"}

    first, second = client.post("worksites.create", sent), client.post("worksites.create", sent)

    assert first.location == second.location
    assert db.session.scalar(select(func.count()).select_from(Worksite)) == 1
    page = client.follow(first)
    assert "Résidence des Jardiniers" in page.text
    assert "45,7772, 3,111" in page.text
    assert (
        "Résidence des Jardiniers"
        in client.get("worksites.index", q="jardinier", programme=programme.id).text
    )
    assert "Aucun résultat" in client.get("worksites.index", q="pradou").text


def test_what_is_refused_keeps_what_was_typed(client: Client) -> None:
    make_worksite(body_of(client), name="Résidence des jardiniers")

    page = client.post("worksites.create", SHEET | {"address": "12 rue du Pradou"})

    assert page.status == 422
    assert "Un chantier porte déjà ce nom." in page.errors
    assert page.one("input[name=address]")["value"] == "12 rue du Pradou"


def test_what_somebody_else_changed_is_not_overwritten(client: Client) -> None:
    row = make_worksite(body_of(client), name=SHEET["name"])
    sent = SHEET | {"shown_version": str(row.version - 1)}

    assert "Quelqu’un a modifié ce chantier" in client.post("worksites.edit", sent, worksite_id=row.id).errors


def test_a_buyer_reads_its_own_lots_and_no_note(client: Client) -> None:
    body, buyer = make_body(), client.as_role(Role.BUYER_READER)
    row = make_worksite(body, notes="Le voisin se plaint.")
    mine = make_contract(body, buyer=db.session.get(Organisation, buyer.organisation_id))
    other = make_contract(body)
    make_worksite_share(row, mine)
    make_worksite_share(row, other)
    make_phase(row, trade="Plâtrerie", lot=make_lot(mine))
    make_phase(row, trade="Couverture", lot=make_lot(other))

    page = client.get("worksites.show", worksite_id=row.id)

    assert "Plâtrerie" in page.text
    assert "Couverture" not in page.text
    assert "voisin" not in page.text


def test_a_company_reads_where_and_when_and_nothing_else(client: Client) -> None:
    body, asker = make_body(), client.as_role(Role.DECLARANT)
    mine, _ = owing(body, lots=2)
    mine.organisation = db.session.get(Organisation, asker.organisation_id)
    contract = mine.terms.lot.contract
    seen, hidden = make_worksite(body, address="3 rue du Pradou"), make_worksite(body)
    make_worksite_share(seen, contract, lot=contract.lots[0])
    make_worksite_share(hidden, contract, lot=contract.lots[1])
    make_phase(seen, trade="Plâtrerie")

    page = client.get("worksites.show", worksite_id=seen.id)

    assert "3 rue du Pradou" in page.text
    assert "Plâtrerie" not in page.text
    assert client.get("worksites.show", worksite_id=hidden.id).status == 404
    assert len(client.get("worksites.index").select("tbody tr")) == 1


def test_a_phase_says_heads_or_hours_never_both(client: Client) -> None:
    row = make_worksite(body_of(client))
    sent = {
        "trade": "f1703",
        "starts_on": "2027-01-04",
        "ends_on": "2027-01-29",
        "headcount": "4",
        "lot_id": "0",
    }

    both = client.post("work_phases.create", sent | {"minutes": "151 h 40"}, worksite_id=row.id)
    page = client.follow(client.post("work_phases.create", sent, worksite_id=row.id))

    assert "pas les deux" in both.errors
    assert both.one("input[name=minutes]")["value"] == "151 h 40"
    assert "Maçonnerie (F1703)" in page.text
    assert row.phases[0].starts_on == date(2027, 1, 4)


def test_a_lot_of_another_worksite_is_not_offered(client: Client) -> None:
    body = body_of(client)
    row, stranger = make_worksite(body), make_lot(make_contract(body))
    make_worksite_share(row, make_contract(body))
    sent = {"trade": "Pose", "starts_on": "2027-01-04", "ends_on": "2027-01-29", "minutes": "70"}

    page = client.post("work_phases.create", sent | {"lot_id": str(stranger.id)}, worksite_id=row.id)

    assert "Choisissez dans la liste." in page.errors


def test_a_phase_changes_and_goes(client: Client) -> None:
    row = make_phase(make_worksite(body_of(client)), minutes=9100)
    page = client.get("work_phases.edit", phase_id=row.id)
    assert page.one("input[name=minutes]")["value"] == "151 h 40".replace(" ", "\u00a0")

    kept = {"trade": row.trade, "starts_on": "04/01/2027", "ends_on": "29/01/2027", "lot_id": "0"}
    client.follow(client.post("work_phases.edit", kept | {"minutes": "160"}, phase_id=row.id))
    assert db.session.get(type(row), row.id).minutes == 9600
    number = row.id
    client.follow(client.post("work_phases.delete", phase_id=number))
    assert db.session.get(type(row), number) is None


def test_an_archived_worksite_leaves_the_list_and_comes_back(client: Client) -> None:
    row = make_worksite(body_of(client))
    make_organisation()

    client.post("worksites.archive", worksite_id=row.id)
    assert row.name not in client.get("worksites.index").text
    assert row.name in client.get("worksites.index", archives="oui").text
    client.post("worksites.archive", worksite_id=row.id)

    assert row.name in client.get("worksites.index").text
