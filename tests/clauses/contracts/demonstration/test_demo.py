"""The demonstration's contracts: every stage, every kind of clause, and what does not add up on purpose."""

import json
from collections import Counter
from datetime import date

from flask import Flask
from sqlalchemy import func, select

from clauses.contracts.demonstration.demo import CONTRACTS
from clauses.contracts.demonstration.publications import ALREADY_READ, TO_LOAD, already_read, to_load
from clauses.contracts.models import Amendment, CallOffOrder, ClauseTerms, Commitment, Contract
from clauses.contracts.operations.models import Operation
from clauses.contracts.rules import ClauseKind, ContractForm, Party, Stage
from clauses.contracts.thresholds.queries import verdict_of
from clauses.contracts.thresholds.rules import Finding
from facilitator.accounts.rules import parse_siret
from facilitator.clock import today
from facilitator.db import db
from tests.conftest import Client

DAY = date(2027, 3, 2)


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_the_territory_has_forty_contracts_of_eight_buyers(demo_app: Flask) -> None:
    assert len(CONTRACTS) == 40
    assert count(Contract) == 41  # and one taken over from the open data
    assert db.session.scalar(select(func.count(Contract.buyer_id.distinct()))) == 8
    assert count(Operation) == 13
    assert count(Amendment) >= 5
    assert count(CallOffOrder) >= 4


def test_every_stage_form_and_party_is_shown(demo_app: Flask) -> None:
    assert set(db.session.scalars(select(Contract.stage))) == set(Stage)
    assert set(db.session.scalars(select(Contract.form))) == set(ContractForm)
    assert set(db.session.scalars(select(Commitment.party))) == set(Party)


def test_nearly_every_kind_of_clause_is_shown(demo_app: Flask) -> None:
    shown = set(db.session.scalars(select(ClauseTerms.kind)))
    assert set(ClauseKind) - shown == {ClauseKind.RESERVED_PRISON}


def test_each_finding_of_the_threshold_check_is_shown(demo_app: Flask) -> None:
    found = Counter(
        verdict_of(contract, today()).finding for contract in db.session.scalars(select(Contract))
    )
    assert found[Finding.UNMET] >= 2
    assert found[Finding.PENDING] == 1
    assert found[Finding.EXEMPT] == 1
    assert found[Finding.MET] > 20


def test_some_shares_do_not_add_up_and_some_clauses_are_not_sized_on_purpose(demo_app: Flask) -> None:
    terms = list(db.session.scalars(select(ClauseTerms)))
    assert any("il manque" in sentence for one in terms for sentence in one.missing())
    assert any(one.minutes is None and one.kind is ClauseKind.PERFORMANCE for one in terms)


def test_the_newcomers_file_holds_new_contracts_one_change_and_what_real_files_hold() -> None:
    records = json.loads(to_load(DAY))["marches"]["marche"]
    before = json.loads(already_read(DAY))["marches"]["marche"]
    numbers = [record["id"] for record in records]
    known = {record["id"] for record in before}
    assert len(before) == len(ALREADY_READ)
    assert known & set(numbers) == {"2026A0003"}
    assert len(numbers) == len(TO_LOAD) + 5
    assert len(numbers) - len(set(numbers)) == 1
    assert [record["id"] for record in records if record.get("modifications")] == ["2026A0003"]
    for record in before:
        assert parse_siret(record["acheteur"]["id"])


def test_the_sample_is_downloaded_in_the_demonstration(demo_client: Client) -> None:
    demo_client.post("demonstration.enter", key="facilitatrice")
    answer = demo_client.ask("GET", demo_client.url("sample.procurement"))
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.get_json()["marches"]["marche"]
