"""The pages of a contract, as each reader sees them."""

from datetime import date
from decimal import Decimal

import pytest

from clauses.contracts.list_queries import ordered, target_minutes
from clauses.contracts.models import Contract
from clauses.contracts.queries import contracts_of
from clauses.contracts.rules import ClauseKind, Party, Stage, ToDo, TrancheKind
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.clock import today
from facilitator.db import db
from tests.conftest import Client
from tests.factories import make_body, make_meeting, make_organisation
from tests.factories_contracts import (
    make_commitment,
    make_contract,
    make_lot,
    make_operation,
    make_terms,
    make_tranche,
)


@pytest.fixture
def body(client: Client) -> Organisation:
    """The body of a signed-in facilitator."""
    body = make_body()
    client.as_role(Role.FACILITATOR, body)
    return body


def titles(page: object) -> list[str]:
    return [row.get_text(" ", strip=True) for row in page.select("tbody th")]  # type: ignore[attr-defined]


def new_buyer(body: Organisation) -> Organisation:
    buyer = make_organisation(OrganisationKind.AUTHORITY, name="Clermont Métropole")
    make_meeting(body, buyer)
    return buyer


def sheet(buyer: Organisation, **over: object) -> dict[str, object]:
    values = {
        "reference": "2026-17",
        "title": "Voirie",
        "buyer_id": buyer.id,
        "buyer_kind": "other",
        "operation_id": 0,
        "nature": "works",
        "form": "contract",
        "amount": "1 000 000,50",
        "notified_on": "2026-03-02",
        "duration_months": "24",
    }
    return values | over


def test_an_empty_list_says_what_why_and_the_next_act(client: Client, body: Organisation) -> None:
    page = client.get("contracts.index")

    assert "Aucun marché" in page.text
    assert page.select("a[href='/marches/nouveau']")


def test_a_facilitator_creates_a_contract_and_reads_it(client: Client, body: Organisation) -> None:
    page = client.follow(client.post("contracts.create", sheet(new_buyer(body))))

    assert page.h1 == "Marché 2026-17"
    assert "1 000 000,50 €" in page.text.replace("\u202f", " ").replace("\u00a0", " ")
    assert "1er mars 2028" in page.text.replace("\u00a0", " ")
    assert "Marché créé." in page.text


def test_what_a_rule_refuses_is_said_and_what_was_typed_is_kept(client: Client, body: Organisation) -> None:
    page = client.post("contracts.create", sheet(new_buyer(body), cpv="99", title="Ma voirie"))

    assert "huit chiffres" in page.errors
    assert page.one("#title")["value"] == "Ma voirie"


def test_a_buyer_is_chosen_never_taken_for_granted(client: Client, body: Organisation) -> None:
    page = client.post("contracts.create", sheet(new_buyer(body), buyer_id=0))

    assert "Choisissez le maître d’ouvrage." in page.errors


def test_the_same_form_sent_twice_makes_one_contract(client: Client, body: Organisation) -> None:
    buyer = new_buyer(body)
    client.post("contracts.create", sheet(buyer))
    page = client.post("contracts.create", sheet(buyer))

    assert "déjà un marché avec cette référence" in page.errors


def test_a_change_made_meanwhile_is_not_lost_and_neither_is_what_was_typed(
    client: Client, body: Organisation
) -> None:
    buyer = new_buyer(body)
    contract = make_contract(body, buyer=buyer)
    old = client.get("contracts.edit", contract_id=contract.id).one("#shown_version")["value"]
    first = sheet(buyer, title="Le premier", shown_version=old)
    assert client.post("contracts.edit", first, contract_id=contract.id).status == 302

    page = client.post(
        "contracts.edit", sheet(buyer, title="Le second", shown_version=old), contract_id=contract.id
    )

    assert page.status == 409
    assert page.one("#title")["value"] == "Le second"
    assert "Objet" in page.one(".lead").get_text()
    assert db.session.get_one(Contract, contract.id).title == "Le premier"
    again = sheet(buyer, title="Le second", shown_version=page.one("#shown_version")["value"])
    assert client.post("contracts.edit", again, contract_id=contract.id).status == 302


@pytest.mark.each_engine
def test_each_filter_keeps_what_it_names(client: Client, body: Organisation) -> None:
    operation = make_operation(body)
    buyer = make_organisation(OrganisationKind.AUTHORITY, name="Assemblia")
    found = make_contract(
        body,
        buyer=buyer,
        reference="A",
        title="Étanchéité",
        stage=Stage.RUNNING,
        operation_id=operation.id,
        notified_on=date(2025, 1, 5),
    )
    make_terms(make_lot(found), kind=ClauseKind.RESERVED_INSERTION)
    make_contract(body, reference="B", nature="services")

    for name, value in {
        "q": "etancheite assemblia",
        "acheteur": buyer.id,
        "etape": "running",
        "nature": "works",
        "clause": "reserved_siae",
        "operation": operation.id,
        "annee": 2025,
    }.items():
        assert titles(client.get("contracts.index", **{name: value})) == ["A"], name
    assert len(titles(client.get("contracts.index"))) == 2


@pytest.mark.each_engine
def test_what_is_to_do_is_found_and_counted_on_the_home_page(client: Client, body: Organisation) -> None:
    make_contract(body, reference="HEURES")
    short = make_contract(body, reference="ENGAGEMENTS", kick_off_on=date(2026, 3, 9))
    make_commitment(make_terms(make_lot(short)), minutes=60)
    big = {"amount": Decimal(6_000_000), "notified_on": None, "consulted_on": date(2026, 9, 1)}
    make_contract(body, reference="SEUIL", stage=Stage.PREPARATION, **big)
    visa = make_contract(body, reference="VISA", stage=Stage.BUYER_VISA)
    make_commitment(make_terms(make_lot(visa)))

    def found(to_do: ToDo) -> list[str]:
        return sorted(titles(client.get("contracts.index", a_faire=to_do.value)))

    assert found(ToDo.HOURS) == ["HEURES", "SEUIL"]
    assert found(ToDo.SHARES) == ["ENGAGEMENTS"]
    assert found(ToDo.THRESHOLD) == ["SEUIL"]
    assert found(ToDo.KICK_OFF) == ["HEURES"]
    assert found(ToDo.VISA) == ["VISA"]
    home = client.get("home.index")
    assert "1 marché au-dessus du seuil" in home.text.replace("\u00a0", " ")
    assert home.select("a[href='/marches/?a_faire=seuil']")


@pytest.mark.each_engine
def test_the_list_sorts_by_the_hours_it_shows(client: Client, body: Organisation) -> None:
    for reference, hours in (("UN", 100), ("DEUX", 300), ("TROIS", 200)):
        make_terms(make_lot(make_contract(body, reference=reference)), hours=hours)

    assert titles(client.get("contracts.index", tri="-heures")) == ["DEUX", "TROIS", "UN"]


@pytest.mark.each_engine
def test_sql_and_python_count_the_same_hours(client: Client, body: Organisation) -> None:
    contract = make_contract(body)
    make_commitment(make_terms(make_lot(contract), hours=100))
    tranche = make_tranche(contract, TrancheKind.OPTIONAL)
    make_commitment(make_terms(make_lot(contract), hours=50, tranche_id=tranche.id))
    membership = client.as_role(Role.FACILITATOR, body)
    db.session.flush()
    for affirmed in (None, date(2026, 6, 1)):
        tranche.affirmed_on = affirmed
        db.session.flush()
        asked = db.session.scalar(
            ordered(contracts_of_body(membership), "heures", today()).with_only_columns(
                target_minutes(today())
            )
        )
        assert asked == contract.target_at(today())


def contracts_of_body(membership: object) -> object:
    from_body = type("Anyone", (), {"body_id": membership.organisation_id})()  # type: ignore[attr-defined]
    return contracts_of(from_body)


def test_an_archived_contract_leaves_the_lists(client: Client, body: Organisation) -> None:
    contract = make_contract(body, reference="A")
    client.post("contracts.archive", contract_id=contract.id)

    assert titles(client.get("contracts.index")) == []
    assert titles(client.get("contracts.index", archives="oui")) == ["A"]
    assert "archivé" in client.get("contracts.show", contract_id=contract.id).text


def test_a_company_reads_its_own_hours_and_no_other_company(client: Client) -> None:
    mine, other = make_organisation(name="La mienne"), make_organisation(name="La concurrente")
    terms = make_terms(make_lot(make_contract(notes="Entre nous")))
    make_commitment(terms, organisation=other, minutes=30_000)
    make_commitment(terms, organisation=mine, minutes=19_980, party=Party.JOINT_CONTRACTOR)
    client.as_role(Role.DECLARANT, mine)

    page = client.get("contracts.show", contract_id=terms.lot.contract_id)

    assert "La mienne" in page.text
    assert "333 h" in page.text.replace("\u00a0", " ")
    assert "833" not in page.text
    for hidden in ("La concurrente", "Entre nous", "Historique", "1 000 000"):
        assert hidden not in page.text.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_buyer_reads_its_contract_without_any_name_of_a_person(client: Client) -> None:
    buyer = make_organisation(OrganisationKind.AUTHORITY)
    follower = client.as_role(Role.FACILITATOR)
    contract = make_contract(buyer=buyer, followed_by_id=follower.user_id, notes="Entre nous")
    name = follower.user.name
    client.as_role(Role.BUYER_READER, buyer)

    page = client.get("contracts.show", contract_id=contract.id)

    assert contract.title in page.text
    assert name not in page.text
    assert "Entre nous" not in page.text
    assert not page.select("a[href$='/modifier']")


def test_a_buyer_s_validator_gives_its_visa(client: Client) -> None:
    buyer = make_organisation(OrganisationKind.AUTHORITY)
    contract = make_contract(buyer=buyer, stage=Stage.BUYER_VISA)
    client.as_role(Role.BUYER_VALIDATOR, buyer)

    assert "1 marché attend votre visa" in client.get("home.index").text.replace("\u00a0", " ")
    assert client.get("contracts.show", contract_id=contract.id).select("a[href$='/etape/closed']")
    client.post("stages.move", contract_id=contract.id, value="closed")

    assert db.session.get_one(Contract, contract.id).stage is Stage.CLOSED
    assert client.post("stages.move", contract_id=contract.id, value="buyer_visa").status == 404
