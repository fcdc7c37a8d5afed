"""Who sees which contract."""

from facilitator.access import Role
from facilitator.accounts.rules import OrganisationKind
from tests.conftest import Client
from tests.factories import make_body, make_organisation
from tests.factories_contracts import make_commitment, make_contract, make_lot, make_terms


def test_a_facilitator_sees_the_contracts_of_her_body_and_no_other(client: Client) -> None:
    body = make_body()
    mine, other = make_contract(body), make_contract()
    client.as_role(Role.FACILITATOR, body)

    assert client.get("contracts.show", contract_id=mine.id).status == 200
    assert client.get("contracts.show", contract_id=other.id).status == 404


def test_a_buyer_sees_its_own_contracts_and_no_other(client: Client) -> None:
    buyer = make_organisation(OrganisationKind.AUTHORITY)
    mine, other = make_contract(buyer=buyer), make_contract()
    client.as_role(Role.BUYER_READER, buyer)

    assert client.get("contracts.show", contract_id=mine.id).status == 200
    assert client.get("contracts.show", contract_id=other.id).status == 404


def test_a_company_sees_the_contracts_where_it_owes_hours(client: Client) -> None:
    company = make_organisation()
    mine, other = make_contract(), make_contract()
    make_commitment(make_terms(make_lot(mine)), organisation=company)
    client.as_role(Role.DECLARANT, company)

    assert client.get("contracts.show", contract_id=mine.id).status == 200
    assert client.get("contracts.show", contract_id=other.id).status == 404
