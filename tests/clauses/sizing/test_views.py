"""The calculators' pages: calculate by the address, keep on a clause, set parameters."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from clauses.contracts.models import ClauseTerms
from clauses.contracts.rules import Party, Stage
from clauses.hours.ledger.models import CommitmentTotal
from clauses.parameters.models import BodyParameter
from clauses.sizing.kept.models import Sizing
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.audit.models import AuditEvent
from facilitator.clock import today
from facilitator.db import db
from tests.conftest import Client
from tests.factories import add, make_body
from tests.factories_contracts import make_commitment, make_contract, make_lot, make_terms

INPUTS = {"amount": "1 000 000", "labour_share": "50 %", "rate": "5 %", "hourly_cost": "30"}


@pytest.fixture
def body(client: Client) -> Organisation:
    """The body whose facilitator is signed in."""
    body = make_body()
    client.as_role(Role.FACILITATOR, body)
    return body


def make_clause(body: Organisation, hours: int | None = None) -> ClauseTerms:
    """A clause of a contract of the body."""
    return make_terms(make_lot(make_contract(body, stage=Stage.PREPARATION)), hours)


def test_every_calculator_is_offered(client: Client, body: Organisation) -> None:
    page = client.get("sizing.index")

    assert page.h1 == "Calibrage"
    assert len(page.select("main h2 a")) == 7


def test_the_address_holds_the_inputs_and_the_page_the_steps(client: Client, body: Organisation) -> None:
    page = client.get("sizing.calculate", name="standard", **INPUTS)

    assert "833 heures d’insertion à prévoir" in page.text
    assert [step.get_text() for step in page.select(".calculation-result")][-2:] == [
        "833,33\u00a0h",
        "833\u00a0h",
    ]
    assert page.one("#amount")["value"] == "1 000 000"


def test_a_refused_input_is_shown_on_its_field(client: Client, body: Organisation) -> None:
    page = client.get("sizing.calculate", name="standard", **INPUTS | {"rate": "150 %", "amount": "beaucoup"})

    assert page.status == 422
    assert "n’est pas un nombre" in page.errors
    page = client.get("sizing.calculate", name="standard", **INPUTS | {"rate": "150 %"})
    assert "dépasse 100 %" in page.errors


def test_a_clause_in_the_address_fills_the_form(client: Client, body: Organisation) -> None:
    page = client.get("sizing.calculate", name="standard", clause=make_clause(body).id)

    assert page.one("#amount")["value"] == "1000000"
    assert page.one("#months")["value"] == "24"


def test_a_clause_of_another_body_fills_nothing(client: Client, body: Organisation) -> None:
    page = client.get("sizing.calculate", name="standard", clause=make_clause(make_body()).id)

    assert page.one("#amount")["value"] == ""


def keep(client: Client, terms: ClauseTerms, **data: str) -> str:
    """Keep the standard calculation on a clause; the address of the page that follows."""
    page = client.post("sizing_kept.keep", {"terms_id": str(terms.id), **data}, name="standard", **INPUTS)
    assert page.status == 302, page.text
    return page.location


def test_a_sizing_is_kept_on_its_clause_once(client: Client, body: Organisation) -> None:
    terms = make_clause(body)
    first, second = keep(client, terms), keep(client, terms)

    assert first == second
    page = client.fetch(first)
    assert "833 heures d’insertion à prévoir" in page.text
    assert "1 000 000 €" in page.text
    kept = db.session.query(Sizing).one()
    assert (kept.hours, str(kept.hours_exact)) == (833, "833.3333333333")
    assert terms.minutes is None


def test_a_sizing_may_become_the_target_of_its_clause(client: Client, body: Organisation) -> None:
    terms = make_clause(body)
    keep(client, terms, apply="y")

    assert db.session.get_one(ClauseTerms, terms.id).minutes == 833 * 60
    actions = [event.action for event in db.session.query(AuditEvent)]
    assert {"sizing.kept", "contract.terms_changed"} <= set(actions)


def test_hours_of_a_running_contract_change_by_amendment_only(client: Client, body: Organisation) -> None:
    terms = make_clause(body, 500)
    terms.lot.contract.stage = Stage.RUNNING
    make_commitment(terms, party=Party.HOLDER)
    page = client.post(
        "sizing_kept.keep", {"terms_id": str(terms.id), "apply": "y"}, name="standard", **INPUTS
    )

    assert page.status == 422
    assert "avenant" in page.errors
    assert not db.session.query(Sizing).count()


def test_a_sizing_cannot_be_kept_on_the_clause_of_another_body(client: Client, body: Organisation) -> None:
    terms = make_clause(make_body())
    page = client.post("sizing_kept.keep", {"terms_id": str(terms.id)}, name="standard", **INPUTS)

    assert page.status == 422
    assert not db.session.query(Sizing).count()


def test_kept_sizings_are_listed_filtered_and_exported(client: Client, body: Organisation) -> None:
    terms = make_clause(body)
    keep(client, terms)
    reference = terms.lot.contract.reference

    assert reference in client.get("sizing_kept.index", marche=reference.lower()).text
    assert "Aucun résultat avec ces filtres" in client.get("sizing_kept.index", calcul="cleaning").text
    file = client.ask("GET", client.url("sizing_kept.export", ending="csv")).get_data(as_text=True)
    assert "833,3333333333" in file
    assert client.ask("GET", client.url("sizing_kept.export", ending="pdf")).status_code == 404


def change(client: Client, key: str, value: str, day: str = "") -> int:
    """Set a parameter; the status of the answer."""
    data = {"value": value, "valid_from": day or today().isoformat(), "source": "Moyenne de nos marchés"}
    return client.post("parameters.change", data, key=key).status


def test_a_body_sets_its_own_value_and_the_calculations_use_it(client: Client, body: Organisation) -> None:
    assert change(client, "hourly_cost", "40") == 302
    page = client.get("sizing.calculate", name="standard", amount="1000000", labour_share="50 %")

    assert "625 heures" in page.text
    assert "Valeur de votre structure" in page.text
    assert "40" in client.get("parameters.show", key="hourly_cost").one("dl strong").get_text()


def test_another_body_keeps_the_default(client: Client, body: Organisation) -> None:
    change(client, "hourly_cost", "40")
    client.as_role(Role.FACILITATOR)
    page = client.get("sizing.calculate", name="standard", amount="1000000", labour_share="50 %")

    assert "833 heures" in page.text


def test_a_kept_sizing_keeps_the_values_it_used(client: Client, body: Organisation) -> None:
    terms = make_clause(body)
    address = client.post(
        "sizing_kept.keep",
        {"terms_id": str(terms.id)},
        name="standard", amount="1000000", labour_share="50 %",
    ).location  # fmt: skip
    change(client, "hourly_cost", "40")

    assert "833 heures" in client.fetch(address).text


def test_a_value_to_come_waits_for_its_day(client: Client, body: Organisation) -> None:
    change(client, "hourly_cost", "40", (today() + timedelta(days=1)).isoformat())

    assert (
        "833 heures"
        in client.get("sizing.calculate", name="standard", amount="1000000", labour_share="50 %").text
    )


@pytest.mark.parametrize(
    ("key", "value", "day", "said"),
    [
        ("hourly_cost", "4000", "", "va de 10"),
        ("hourly_cost", "cher", "", "n’est pas un nombre"),
        ("hourly_cost", "", "", "Indiquez la valeur"),
        ("hourly_cost", "35", "2020-01-01", "aujourd’hui ou une date à venir"),
        ("rounding", "sideways", "", "Choisissez dans la liste"),
    ],
)
def test_a_wrong_value_is_refused(
    client: Client, body: Organisation, key: str, value: str, day: str, said: str
) -> None:
    data = {"value": value, "valid_from": day or today().isoformat(), "source": "Essai"}
    page = client.post("parameters.change", data, key=key)

    assert page.status == 422
    assert re.search(said, page.errors)
    assert not db.session.query(BodyParameter).count()


def test_a_choice_is_a_parameter_too(client: Client, body: Organisation) -> None:
    assert change(client, "rounding", "up") == 302

    assert "834 heures" in client.get("sizing.calculate", name="standard", **INPUTS).text


def test_going_back_to_the_default_keeps_the_history(client: Client, body: Organisation) -> None:
    change(client, "hourly_cost", "40")
    assert "passera de 40" in client.get("parameters.confirm_default", key="hourly_cost").text
    for _ in range(2):
        client.post("parameters.back_to_default", key="hourly_cost")
    page = client.get("parameters.show", key="hourly_cost")

    assert db.session.query(BodyParameter).count() == 2
    assert "Moyenne de nos marchés" in page.text
    assert "Retour à la valeur par défaut" in page.text
    assert "833 heures" in client.get("sizing.calculate", name="standard", **INPUTS).text


def test_the_parameters_can_be_filtered(client: Client, body: Organisation) -> None:
    change(client, "hourly_cost", "40")
    page = client.get("parameters.index", origine="structure")

    assert len(page.select("tbody tr")) == 1
    assert "Coût horaire chargé" in page.text


def test_the_proposal_learns_from_five_contracts(client: Client, body: Organisation) -> None:
    for hours in (100, 200, 300, 400):
        make_terms(make_lot(make_contract(body, cpv="45210000", amount=Decimal(100_000))), hours)
    few = client.get("sizing_learned.show", cpv="45", amount="100 000")
    make_terms(make_lot(make_contract(body, cpv="45233000", amount=Decimal(150_000))), 750)
    make_terms(make_lot(make_contract(body, cpv="90910000", amount=Decimal(100_000))), 9000)
    make_terms(make_lot(make_contract(make_body(), cpv="45210000", amount=Decimal(100_000))), 9000)
    enough = client.get("sizing_learned.show", cpv="45", amount="100 000")

    assert "4 marchés comparables seulement : il en faut 5" in few.text
    assert "5 marchés comparables" in enough.text
    assert "cela fait 300 heures" in enough.text


def test_the_proposal_says_what_the_contracts_that_ended_really_did(
    client: Client, body: Organisation
) -> None:
    for hours, done in ((100, 90), (100, 70), (100, 80)):
        ended = make_contract(body, cpv="45210000", amount=Decimal(100_000), ends_on=date(2025, 6, 30))
        owed = make_commitment(make_terms(make_lot(ended), hours))
        add(CommitmentTotal(commitment_id=owed.id, validated_minutes=done * 60, counted_minutes=done * 60))
    for _ in range(2):
        running = make_contract(body, cpv="45210000", amount=Decimal(100_000), ends_on=date(2099, 1, 1))
        make_commitment(make_terms(make_lot(running), 100))

    page = client.get("sizing_learned.show", cpv="45", amount="100 000")

    assert "5 marchés comparables" in page.text
    assert "80 %" in page.text


def test_the_page_of_a_contract_leads_to_its_calculations_and_texts(
    client: Client, body: Organisation
) -> None:
    terms = make_clause(body)
    keep(client, terms)
    page = client.get("contracts.show", contract_id=terms.lot.contract_id)
    addresses = {str(link["href"]) for link in page.select("main a")}

    assert client.url("sizing.index", clause=terms.id) in addresses
    assert client.url("texts.show", contract_id=terms.lot.contract_id) in addresses
    assert "1 calcul enregistré" in page.text
