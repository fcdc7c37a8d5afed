"""From an empty contract to an amended one, page after page, as the facilitator does it."""

from datetime import date

import pytest
from sqlalchemy import func, select

from clauses.contracts.models import Amendment, Commitment, Contract
from clauses.contracts.operations.models import Operation
from clauses.contracts.rules import ContractForm, Party, Stage, TrancheKind
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.db import db
from tests.conftest import Client
from tests.factories import make_body, make_meeting, make_organisation, make_siret
from tests.factories_contracts import (
    make_commitment,
    make_contract,
    make_lot,
    make_operation,
    make_terms,
    make_tranche,
)
from tests.page import Page


@pytest.fixture
def body(client: Client) -> Organisation:
    """The body of a signed-in facilitator."""
    body = make_body()
    client.as_role(Role.FACILITATOR, body)
    return body


def said(page: Page) -> str:
    return page.text.replace("\u00a0", " ").replace("\u202f", " ")


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_lot_a_clause_and_its_companies_are_described(client: Client, body: Organisation) -> None:
    contract = make_contract(body)
    lot = make_lot(contract)
    company = make_organisation(name="Limagne TP")
    make_meeting(body, company)
    client.post("lots.create", {"number": "2", "title": "Espaces verts"}, contract_id=contract.id)
    client.post(
        "terms.create",
        {
            "kind": "performance_condition",
            "tranche_id": 0,
            "hours": "833",
            "categories": ["rsa_recipient", "qpv_resident"],
            "modalities": ["direct_hire"],
            "reporting_period": "monthly",
            "counting_window_months": "24",
            "source": "CCAP, article 4.3",
        },
        lot_id=lot.id,
    )
    terms = lot.terms[0]
    client.post("terms.penalty", penalty(), terms_id=terms.id)
    client.post("commitments.create", share(company.id, "holder", "500"), terms_id=terms.id)

    page = client.get("contracts.show", contract_id=contract.id)

    for words in (
        "Espaces verts",
        "CCP, article L2112-2",
        "Bénéficiaires du RSA",
        "60 € par heure non réalisée, après mise en demeure",
        "Limagne TP",
        "Les engagements font 500 h sur 833 h : il manque 333 h.",
        "Aucune heure déclarée.",
        "1 personne, 2 jours par semaine",
    ):
        assert words in said(page), words


def penalty() -> dict[str, object]:
    return {"trigger": "missing_hours", "formula": "per_hour", "amount": "60", "after_notice": "y"}


def share(company: int, party: str, hours: str, parent: int = 0) -> dict[str, object]:
    return {"organisation_id": company, "party": party, "hours": hours, "parent_id": parent}


def test_what_the_law_refuses_is_said_with_its_article(client: Client, body: Organisation) -> None:
    lot = make_lot(make_contract(body))
    data = {
        "kind": "reserved_siae",
        "tranche_id": 0,
        "reserved_share": "30",
        "reporting_period": "monthly",
        "counting_window_months": "24",
    }

    page = client.post("terms.create", data, lot_id=lot.id)

    assert "R2113-7" in page.errors
    assert page.one("#reserved_share")["value"] == "30"


def test_hours_that_are_not_whole_minutes_are_refused(client: Client, body: Organisation) -> None:
    terms = make_terms(make_lot(make_contract(body)))

    page = client.post("commitments.create", share(0, "holder", "1,333"), terms_id=terms.id)

    assert "nombre entier de minutes" in page.errors


def test_a_new_company_is_met_by_its_siret(client: Client, body: Organisation) -> None:
    terms = make_terms(make_lot(make_contract(body)))
    data = share(0, "holder", "833") | {"siret": make_siret(), "name": "Nouvelle TP"}

    assert client.post("commitments.create", data, terms_id=terms.id).status == 302
    assert terms.commitments[0].organisation.name == "Nouvelle TP"
    bad = share(0, "joint_contractor", "0") | {"siret": "123", "name": "x"}
    assert "14 chiffres" in client.post("commitments.create", bad, terms_id=terms.id).errors
    assert (
        "Choisissez"
        in client.post("commitments.create", share(0, "joint_contractor", "0"), terms_id=terms.id).errors
    )


def test_a_group_s_hours_are_split_to_the_minute_after_a_look(client: Client, body: Organisation) -> None:
    terms = make_terms(make_lot(make_contract(body)), hours=100)
    three = [
        make_commitment(terms, minutes=0, party=party)
        for party in (Party.HOLDER, Party.JOINT_CONTRACTOR, Party.JOINT_CONTRACTOR)
    ]
    weights = {f"weight_{one.id}": "1" for one in three}

    page = client.get("commitments.split_hours", terms_id=terms.id, **weights)

    assert "33 h 20" in said(page)
    assert [one.minutes for one in three] == [0, 0, 0]
    hidden = {tag["name"]: tag["value"] for tag in page.select("form.button-form input")}
    client.post("commitments.split_hours", hidden, terms_id=terms.id)
    assert sum(one.minutes for one in three) == 6000


def test_the_sandbox_shows_and_saves_nothing_then_the_amendment_applies_once(
    client: Client, body: Organisation
) -> None:
    contract = make_contract(body)
    one = make_commitment(make_terms(make_lot(contract)))
    asked = {
        "signed_on": "2026-09-01",
        "effective_on": "2026-09-01",
        "reason": "Tranche ajoutée",
        "amount": "1 200 000",
        "ends_on": "2028-09-01",
        f"target_{one.id}": "1000",
    }

    tried = client.get("amendments.sandbox", contract_id=contract.id, **asked)

    assert "833 h" in said(tried)
    assert "+167 h" in said(tried)
    assert "1 000 000 € → 1 200 000 €" in said(tried)
    assert count(Amendment) == 0
    hidden = {tag["name"]: tag["value"] for tag in tried.select("form.button-form input")}
    receipt = client.post("amendments.apply", hidden, contract_id=contract.id)
    again = client.post("amendments.apply", hidden, contract_id=contract.id)
    assert receipt.location == again.location
    assert count(Amendment) == 1
    assert "n’a pas changé" in client.follow(receipt).text
    assert one.minutes_at(date(2026, 8, 31)) == 833 * 60
    assert one.minutes_at(date(2026, 9, 1)) == 1000 * 60


def test_an_amendment_that_cannot_be_is_refused_in_the_sandbox(client: Client, body: Organisation) -> None:
    contract = make_contract(body)
    asked = {"signed_on": "2026-09-01", "effective_on": "2020-01-01", "reason": "Trop tôt", "amount": "2"}

    page = client.get("amendments.sandbox", contract_id=contract.id, **asked)

    assert "avant la notification" in page.errors
    assert not page.select("form.button-form")
    assert "Rien n’est enregistré" in client.get("amendments.sandbox", contract_id=contract.id).text


def test_a_step_says_what_is_missing_then_is_taken(client: Client, body: Organisation) -> None:
    contract = make_contract(body)
    page = client.get("stages.move", contract_id=contract.id, value="kick_off")
    assert "Décrivez au moins une clause" in page.text
    make_commitment(make_terms(make_lot(contract)))

    assert client.post("stages.move", contract_id=contract.id, value="kick_off").status == 302
    assert contract.stage is Stage.KICK_OFF
    assert client.get("stages.move", contract_id=contract.id, value="closed").status == 404
    back = client.post("stages.move", {"reason": ""}, contract_id=contract.id, value="notified")
    assert "pourquoi" in back.errors
    client.post("stages.move", {"reason": "À refaire"}, contract_id=contract.id, value="notified")
    assert "À refaire" in client.get("contracts.show", contract_id=contract.id).text


def test_tranches_and_orders_have_their_pages(client: Client, body: Organisation) -> None:
    contract = make_contract(body, form=ContractForm.FRAMEWORK)
    one = make_commitment(make_terms(make_lot(contract)), minutes=833 * 60)
    tranche = make_tranche(contract, TrancheKind.OPTIONAL)
    client.post("lots.create_tranche", {"kind": "firm", "title": "Ferme"}, contract_id=contract.id)
    client.post("lots.affirm", {"affirmed_on": "2026-06-01"}, tranche_id=tranche.id)
    order = {"number": "BC1", "ordered_on": "2026-05-01", "terms_id": one.terms_id, "hours": "10"}
    client.post("orders.create", order, contract_id=contract.id)

    page = client.get("contracts.show", contract_id=contract.id)

    assert "affermie le 1er juin 2026" in said(page)
    assert "BC1 , le 1er mai 2026 : 10 h" in said(page)
    assert one.minutes_at(date(2026, 5, 1)) == 843 * 60
    assert "déjà enregistré" in client.post("orders.create", order, contract_id=contract.id).errors


def test_an_exemption_for_another_reason_is_confirmed_by_somebody_else(client: Client) -> None:
    body = make_body()
    client.as_role(Role.FACILITATOR, body)
    contract = make_contract(body, amount=6_000_000, consulted_on=date(2026, 9, 1), notified_on=None)
    shown = client.get("contracts.show", contract_id=contract.id)
    assert "une condition sociale est obligatoire" in shown.text
    data = {"reason": "other", "text": "Le chantier se fait en milieu occupé par des patients."}
    client.post("thresholds.exempt", data, contract_id=contract.id)

    mine = client.get("contracts.show", contract_id=contract.id)
    assert not mine.select("a[href$='/dispense/confirmer']")
    assert client.post("thresholds.confirm", contract_id=contract.id).status == 422
    client.as_role(Role.HEAD, body)
    assert client.get("contracts.show", contract_id=contract.id).select("a[href$='/dispense/confirmer']")
    client.post("thresholds.confirm", contract_id=contract.id)
    assert "dispensé avec son motif" in client.get("contracts.show", contract_id=contract.id).text


def test_the_head_changes_a_threshold_with_its_source(client: Client) -> None:
    body = make_body()
    client.as_role(Role.HEAD, body)
    data = {"subject": "works", "since": "2028-01-01", "amount": "5 500 000", "source": "JOUE"}

    page = client.follow(client.post("thresholds.settings", data))

    assert "5 500 000 €" in said(page)
    assert "Indiquez le seuil" in client.post("thresholds.settings", data | {"amount": ""}).errors


def test_an_operation_gathers_its_contracts_and_their_hours(client: Client, body: Organisation) -> None:
    client.post("operations.create", {"name": "La Gauthière", "buyer_id": 0})
    operation = db.session.scalars(select(Operation)).one()
    make_terms(make_lot(make_contract(body, operation_id=operation.id, reference="M1")))

    listed = client.get("operations.index")
    shown = client.get("operations.show", operation_id=operation.id)

    assert "833 h" in said(listed)
    assert "M1" in shown.text
    assert "833 h" in said(shown)
    again = client.post("operations.create", {"name": "La Gauthière", "buyer_id": 0})
    assert "porte déjà ce nom" in again.errors
    assert client.post("operations.delete", operation_id=operation.id).status == 422
    client.post("operations.archive", operation_id=operation.id)
    assert not client.get("operations.index").select("tbody th")


def test_what_nobody_depends_on_can_be_deleted(client: Client, body: Organisation) -> None:
    empty, full = make_contract(body), make_contract(body)
    make_commitment(make_terms(make_lot(full)))
    operation = make_operation(body)

    assert "archivez-le" in client.get("contracts.delete", contract_id=full.id).text
    assert client.post("contracts.delete", contract_id=full.id).status == 422
    client.post("contracts.delete", contract_id=empty.id)
    client.post("operations.delete", operation_id=operation.id)

    assert (count(Contract), count(Operation), count(Commitment)) == (1, 0, 1)


def test_the_search_box_finds_a_contract_of_one_s_own(client: Client, body: Organisation) -> None:
    make_contract(body, title="Étanchéité de la crèche")
    make_contract(title="Étanchéité d’ailleurs")

    page = client.get("home.search", q="etancheite")

    assert "Étanchéité de la crèche" in page.text
    assert "ailleurs" not in page.text


def test_what_is_seen_is_exported_and_a_company_reads_no_amount(client: Client, body: Organisation) -> None:
    kept = make_contract(body, reference="GARDE", title="Le marché gardé")
    make_commitment(make_terms(make_lot(kept)))
    make_contract(body, reference="AUTRE", nature="services")

    page = client.get("contracts.index_file", ending="csv", nature="works")
    lines = page.response.get_data().decode("utf-8-sig").splitlines()

    assert lines[0].startswith("Référence;Objet;Maître d’ouvrage")
    assert [line.split(";")[0] for line in lines[1:]] == ["GARDE"]
    assert "833,00" in lines[1]
    assert "1000000,00" in lines[1]
    book = client.ask("GET", client.url("contracts.index_file", ending="xlsx"))
    assert book.get_data().startswith(b"PK")
    client.as_role(Role.DECLARANT, kept.commitments[0].organisation)
    own = client.get("contracts.index_file", ending="csv").response.get_data().decode()
    assert "GARDE" in own
    assert "1000000" not in own


def test_a_closed_contract_is_reopened_by_the_head_from_its_page(client: Client, body: Organisation) -> None:
    contract = make_contract(body, stage=Stage.CLOSED)
    assert "Rouvrir le marché" not in client.get("contracts.show", contract_id=contract.id).text
    client.as_role(Role.HEAD, body)
    page = client.get("contracts.show", contract_id=contract.id)
    assert "il ne se modifie plus" in page.text
    assert "Rouvrir le marché" in page.text
