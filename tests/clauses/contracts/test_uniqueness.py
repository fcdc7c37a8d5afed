"""What the base itself keeps unique, whatever the code above it forgets."""

import pytest
from sqlalchemy.exc import IntegrityError

from clauses.contracts.models import Commitment
from clauses.contracts.rules import Party
from facilitator.db import db, unaudited
from tests.factories import make_body, make_organisation
from tests.factories_contracts import make_commitment, make_contract, make_lot, make_terms


@pytest.mark.usefixtures("client")
def test_two_bodies_may_follow_the_same_published_contract() -> None:
    rows = [make_contract(make_body(), published_contract_id=7) for _ in range(2)]

    assert {row.published_contract_id for row in rows} == {7}


@pytest.mark.usefixtures("client")
def test_a_body_follows_a_published_contract_once() -> None:
    body = make_body()
    make_contract(body, published_contract_id=7)

    with pytest.raises(IntegrityError):
        make_contract(body, published_contract_id=7)
    db.session.rollback()


@pytest.mark.usefixtures("client")
def test_a_company_owes_a_clause_once_even_when_it_works_for_nobody() -> None:
    company = make_organisation()
    terms = make_terms(make_lot(make_contract()))
    make_commitment(terms, organisation=company)

    db.session.add(
        Commitment(terms_id=terms.id, organisation_id=company.id, party=Party.JOINT_CONTRACTOR, minutes=0)
    )
    with unaudited(db.session, "a test writes past the rules"), pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()
