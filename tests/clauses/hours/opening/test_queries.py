"""Months open, and close again when they are no longer to be declared."""

from datetime import date

import pytest
from sqlalchemy import select

from clauses.contracts.commitments.queries import remove_commitment
from clauses.contracts.models import Commitment
from clauses.contracts.rules import ReportingPeriod, Stage
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import say_nothing
from clauses.hours.opening.queries import open_months
from clauses.parameters.models import BodyParameter
from facilitator.clock import now
from facilitator.db import db
from facilitator.words import RuleBroken
from tests.factories import add, make_user
from tests.factories_contracts import make_commitment
from tests.factories_hours import make_running


def months_of(commitment: Commitment) -> list[date]:
    """The months that stand."""
    found = select(Statement.month).where(Statement.commitment_id == commitment.id).order_by(Statement.month)
    return list(db.session.scalars(found))


def test_a_month_that_nobody_answered_goes_when_the_contract_ends_sooner(app: object) -> None:
    commitment = make_running(contract={"notified_on": date(2026, 9, 15)})
    open_months(date(2026, 12, 2))
    november = db.session.scalars(select(Statement).where(Statement.month == date(2026, 11, 1))).one()
    say_nothing(november)

    commitment.terms.lot.contract.ends_on = date(2026, 10, 20)
    open_months(date(2026, 12, 3))

    assert months_of(commitment) == [date(2026, month, 1) for month in (9, 10, 11)]


def test_a_commitment_made_by_mistake_goes_with_its_empty_months_but_never_with_an_answer(
    app: object,
) -> None:
    first = make_running(contract={"notified_on": date(2026, 10, 1)})
    mistaken, answered = make_commitment(first.terms), make_commitment(first.terms)
    open_months(date(2026, 11, 2))
    say_nothing(db.session.scalars(select(Statement).where(Statement.commitment_id == answered.id)).first())

    remove_commitment(mistaken)
    with pytest.raises(RuleBroken, match="s’appuient"):
        remove_commitment(answered)

    assert months_of(answered)


def test_nothing_opens_before_the_notification_nor_once_the_contract_is_closed(app: object) -> None:
    make_running(contract={"notified_on": None, "stage": Stage.PREPARATION})
    make_running(contract={"stage": Stage.CLOSED})
    assert open_months(date(2026, 11, 2)) == 0


def test_a_quarterly_clause_is_due_after_its_quarter(app: object) -> None:
    commitment = make_running(contract={"notified_on": date(2026, 7, 1)})
    commitment.terms.reporting_period = ReportingPeriod.QUARTERLY
    open_months(date(2026, 10, 2))
    due = db.session.scalars(select(Statement.due_on).order_by(Statement.month)).all()
    assert due == [date(2026, 10, 10)] * 3 + [date(2027, 1, 10)]


def test_a_body_says_by_which_day_a_month_is_declared(app: object) -> None:
    commitment = make_running(contract={"notified_on": date(2026, 10, 1)})
    body_id = commitment.terms.lot.contract.body_id
    add(
        BodyParameter(
            body_id=body_id,
            key="declaration_due_day",
            value="5",
            valid_from=date(2026, 1, 1),
            source="Règlement intérieur",
            author_id=make_user().id,
            made_at=now(),
        )
    )
    open_months(date(2026, 10, 2))
    assert db.session.scalars(select(Statement.due_on)).all() == [date(2026, 11, 5)]


def test_an_unanswered_month_is_due_when_the_clause_now_says(app: object) -> None:
    commitment = make_running(contract={"notified_on": date(2026, 10, 1)})
    open_months(date(2026, 10, 2))
    commitment.terms.reporting_period = ReportingPeriod.QUARTERLY
    open_months(date(2026, 10, 3))
    assert db.session.scalars(select(Statement.due_on)).all() == [date(2027, 1, 10)]


def test_a_month_begun_by_the_company_is_due_when_the_clause_now_says(app: object) -> None:
    commitment = make_running(contract={"notified_on": date(2026, 10, 1)})
    open_months(date(2026, 10, 2))
    say_nothing(db.session.query(Statement).one())
    commitment.terms.reporting_period = ReportingPeriod.QUARTERLY
    open_months(date(2026, 10, 3))
    assert db.session.scalars(select(Statement.due_on)).all() == [date(2027, 1, 10)]
