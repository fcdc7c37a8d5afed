"""What the list and the page say of hours: a figure, « à calibrer », people."""

from datetime import date

from clauses.contracts.models import Contract
from clauses.contracts.rules import ClauseKind, Party
from clauses.contracts.sheet import Total, lines_of, to_size
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from tests.conftest import Client
from tests.factories import make_body
from tests.factories_contracts import make_commitment, make_contract, make_lot, make_terms


def contract_of(body: Organisation, reference: str, kind: ClauseKind | None, **terms: object) -> Contract:
    contract = make_contract(body, reference=reference, amount=None, consulted_on=date(2024, 1, 1))
    if kind is not None:
        make_terms(make_lot(contract), kind=kind, **terms)
    return contract


def test_a_contract_that_nothing_sized_is_to_be_sized_never_zero(client: Client) -> None:
    body = make_body()
    client.as_role(Role.FACILITATOR, body)
    contract_of(body, "SANS CLAUSE", None)
    contract_of(body, "SANS HEURES", ClauseKind.PERFORMANCE, hours=None)
    contract_of(body, "PAR BONS", ClauseKind.PERFORMANCE, hours=None, by_orders=True)
    contract_of(body, "DIMENSIONNÉ", ClauseKind.PERFORMANCE, hours=833)

    page = client.get("contracts.index")
    hours = {
        row.select_one("th").text.strip(): row.select_one("td[data-label='Heures dues']").text.strip()
        for row in page.select("tbody tr")
    }

    assert hours == {
        "SANS CLAUSE": "à calibrer",
        "SANS HEURES": "à calibrer",
        "PAR BONS": "0\u00a0h",
        "DIMENSIONNÉ": "833\u00a0h",
    }
    assert page.select("td[data-label='Étape'] .badge")


def test_the_page_says_what_is_to_be_sized(client: Client) -> None:
    body = make_body()
    client.as_role(Role.FACILITATOR, body)
    contract = contract_of(body, "M", ClauseKind.PERFORMANCE, hours=None)

    page = client.get("contracts.show", contract_id=contract.id)

    assert "à calibrer" in page.text
    assert to_size(contract.terms[0])
    assert not page.select(".meter")


def test_one_meter_for_the_whole_contract(client: Client) -> None:
    body = make_body()
    client.as_role(Role.FACILITATOR, body)
    contract = make_contract(body)
    for number in ("1", "2"):
        terms = make_terms(make_lot(contract, number=number))
        holder = make_commitment(terms)
        make_commitment(terms, party=Party.SUBCONTRACTOR, parent=holder, minutes=60)

    page = client.get("contracts.show", contract_id=contract.id)

    assert "1\u202f666\u00a0h" in page.one(".meter").text
    table = "[aria-label='Qui doit quoi, clause par clause']"
    assert len(page.select(f"{table} tbody tr")) == 4
    assert "dont" in page.one(table).text


def test_done_owed_and_missing_are_said_in_people() -> None:
    untouched, begun = Total(60 * 1607, 0, 12), Total(60 * 1607, 60 * 35, 12)

    assert untouched.people.startswith("Manque\u00a0: 1")
    assert [part.split("\u00a0:")[0] for part in begun.people.split("\u202f; ")] == ["Fait", "Dû", "Manque"]
    assert Total(0, 0, None).people == ""
    assert lines_of([]) == []
