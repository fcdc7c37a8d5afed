"""What is owed, in a constant number of selects, on both engines."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask

from clauses.compliance.chase.line_queries import lines_of
from clauses.compliance.chase.rules import What
from clauses.hours.bench.pages import counting
from clauses.hours.confirmation.models import EmployerFigure
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import give_back, put_line, submit, touched
from clauses.parameters.models import BodyParameter
from clauses.people.employments.rules import EmployerKind
from clauses.people.valuation.rules import MinutesKind
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.feature import Awaited
from tests.conftest import keep
from tests.factories import add, make_body, make_meeting, make_organisation, make_user
from tests.factories_chase import make_owing
from tests.factories_hours import make_employment


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with time_machine.travel("2026-11-18 09:00+01:00"):
        yield


def sent(lender: bool = False) -> Statement:
    """October sent with one person's hours, lent or not."""
    statement = make_owing()
    over = {}
    if lender:
        geiq = make_organisation(OrganisationKind.GEIQ)
        make_meeting(db.session.get_one(Organisation, statement.body_id), geiq)
        over = {"employer": geiq, "employer_kind": EmployerKind.GEIQ}
    put_line(statement, make_employment(statement.commitment, **over), MinutesKind.WORK, 6000)
    touched(statement)
    submit([statement], "Camille Essai")
    keep()
    return statement


def owed(body_id: int, on: date | None = None) -> dict[int, list[What]]:
    lines = lines_of(body_id, on or today())
    return {line.organisation_id: [debt.what for debt in line.debts] for line in lines}


def test_the_selects_do_not_grow_with_the_companies(app: Flask) -> None:
    body = make_body()
    make_owing(body)
    keep()
    with counting() as few:
        lines_of(body.id, today())
    for _ in range(4):
        make_owing(body)
    keep()
    with counting() as many:
        assert len(lines_of(body.id, today())) == 5
    assert len(many) == len(few) <= 20


def test_a_company_owes_nothing_of_another_body(app: Flask) -> None:
    make_owing()
    keep()
    assert owed(make_body().id) == {}


def test_a_returned_month_is_to_correct(app: Flask) -> None:
    statement = sent()
    give_back(statement, "Vérifiez le total.")
    keep()
    assert owed(statement.body_id) == {statement.organisation_id: [What.RETURNED]}


def test_an_employer_owes_its_confirmation_until_it_says_it(app: Flask) -> None:
    statement = sent(lender=True)
    line = statement.lines[0]
    geiq = line.employment.employer_id
    assert owed(statement.body_id) == {geiq: [What.CONFIRMATION]}
    add(
        EmployerFigure(
            body_id=statement.body_id,
            commitment_id=statement.commitment_id,
            month=statement.month,
            employment_id=line.employment_id,
            kind=line.kind,
            minutes=6000,
            said_at=now(),
        )
    )
    keep()
    assert owed(statement.body_id) == {}


def test_a_proof_is_owed_where_the_body_asks_for_it_once_its_days_have_passed(app: Flask) -> None:
    statement = sent()
    assert owed(statement.body_id, date(2026, 12, 18)) == {}
    add(
        BodyParameter(
            body_id=statement.body_id, key="chase_papers", value="yes", valid_from=date(2026, 1, 1),
            source="Choix", author_id=make_user().id, made_at=now(),
        )
    )  # fmt: skip
    keep()
    assert owed(statement.body_id) == {}
    assert owed(statement.body_id, date(2026, 12, 18)) == {statement.organisation_id: [What.PAPERS]}


def test_what_an_upper_room_says_is_owed_stands_in_the_same_line(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    statement = make_owing()
    contract = statement.commitment.terms.lot.contract_id
    told = Awaited(
        "offer", "candidate_offer 1", statement.organisation_id, "réponse sur 2 candidats",
        date(2026, 11, 12), date(2026, 11, 5), contract,
    )  # fmt: skip
    keep()
    monkeypatch.setattr("clauses.compliance.chase.owing.queries.awaited_by", lambda *_: [told])
    assert owed(statement.body_id) == {statement.organisation_id: [What.HOURS, What.OFFER]}
