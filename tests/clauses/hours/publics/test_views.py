"""A buyer reads how many people, never who, never why one of them."""

import pytest

from clauses.contracts.models import Commitment
from clauses.hours.ledger.queries import put_line, submit, touched, validate
from clauses.people.eligibility.models import CertifiedCriterion
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.db import db
from tests.conftest import Client, keep
from tests.factories import add, make_user
from tests.factories_hours import (
    MONTH,
    make_certificate,
    make_employment,
    make_participant,
    make_running,
    make_statement,
)

CANARY = "CANARI"


def working(groups: dict[str, int]) -> Commitment:
    """A contract on which people worked: how many by criterion."""
    commitment = make_running()
    statement = make_statement(commitment)
    for criterion, people in groups.items():
        for _ in range(people):
            person = make_participant(body_id=statement.body_id, family_name=CANARY, notes=CANARY)
            certificate = make_certificate(person, reason=CANARY)
            seen = {"proof": "benefit", "seen_on": MONTH, "seen_by_id": make_user().id}
            add(CertifiedCriterion(certificate=certificate, criterion=criterion, **seen))
            put_line(statement, make_employment(commitment, person), MinutesKind.WORK, 60, remark="Un mot")
    touched(statement)
    submit([statement], "Camille Essai")
    validate(statement)
    keep()
    return commitment


def read(client: Client, commitment: Commitment, role: Role) -> tuple[str, str]:
    """The page and the file of its contract, for the body or its buyer."""
    contract = commitment.terms.lot.contract
    own = contract.buyer if role is Role.BUYER_READER else db.session.get_one(Organisation, contract.body_id)
    client.as_role(role, own)
    page = client.get("contracts.show", contract_id=contract.id)
    file = client.get("publics.export", contract_id=contract.id, ending="csv")
    return page.text.replace("\u00a0", " "), file.text.replace("\u00a0", " ")


def test_a_buyer_reads_numbers_and_no_small_one(client: Client) -> None:
    commitment = working({"rsa": 6, "youth": 5, "disabled_worker": 3, "refugee": 2})
    for said in read(client, commitment, Role.BUYER_READER):
        assert "16 personnes" in said
        assert "Bénéficiaires d’un minimum social" in said
        assert said.count("moins de 5") == 2
        assert CANARY not in said
        assert "RSA" not in said


@pytest.mark.parametrize(
    ("groups", "total"), [({"rsa": 6, "disabled_worker": 1}, "7 personnes"), ({"rsa": 2}, "moins de 5")]
)
def test_a_buyer_reads_no_category_that_would_name_somebody(
    client: Client, groups: dict[str, int], total: str
) -> None:
    for said in read(client, working(groups), Role.BUYER_READER):
        assert total in said.lower()
        assert "Bénéficiaires" not in said
        assert CANARY not in said


def test_the_body_reads_every_number(client: Client) -> None:
    page, file = read(client, working({"rsa": 2, "disabled_worker": 1}), Role.FACILITATOR)
    assert "3 personnes" in page
    assert "Bénéficiaires de l’obligation d’emploi" in file
