"""The demonstration's hours: every state is shown, every total adds up, nothing leaves."""

from collections import Counter
from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from clauses.contracts.models import Commitment, Contract
from clauses.contracts.rules import Stage
from clauses.hours.confirmation.models import EmployerFigure
from clauses.hours.confirmation.queries import differences_of
from clauses.hours.ledger.models import CommitmentTotal, Statement, StatementLine
from clauses.hours.ledger.rules import State, first_of, previous_month
from clauses.hours.pooling.models import PoolingAgreement
from clauses.people.documents.models import SupportingDocument
from facilitator.accounts.demonstration.demo import named
from facilitator.clock import today
from facilitator.db import db
from facilitator.doctor.queries import examine


def states(month_only: bool = True) -> Counter[State]:
    found = select(Statement.state)
    if month_only:
        found = found.where(Statement.month == previous_month(first_of(today())))
    return Counter(db.session.scalars(found))


def test_every_invariant_holds(demo_app: Flask) -> None:
    found = examine(demo_app.extensions["features"])
    assert len(found) >= 6
    assert [breach for each in found for breach in each.breaches] == []


def test_last_month_is_in_every_state(demo_app: Flask) -> None:
    last = states()
    assert 20 <= last[State.SUBMITTED] <= 45
    assert last[State.RETURNED] == 2
    assert last[State.DRAFT] >= 2
    assert last[State.EXPECTED] >= 5
    assert last[State.VALIDATED] >= 10


def test_the_months_before_are_validated_but_for_a_few_that_are_late(demo_app: Flask) -> None:
    older = select(Statement.state).where(Statement.month < previous_month(first_of(today())))
    found = Counter(db.session.scalars(older))
    assert set(found) == {State.VALIDATED, State.EXPECTED}
    assert found[State.EXPECTED] == 3
    assert found[State.VALIDATED] > 500


def test_each_statement_was_sent_then_validated_at_its_time(demo_app: Flask) -> None:
    done = select(Statement).where(Statement.state == State.VALIDATED)
    for statement in db.session.scalars(done):
        assert statement.submitted_at is not None
        assert statement.validated_at is not None
        assert statement.submitted_at <= statement.validated_at
        assert statement.validated_at.date() <= today()
        assert statement.submitted_at.date() - statement.month < timedelta(days=62)


def test_corrections_remarks_training_and_one_agreement_are_shown(demo_app: Flask) -> None:
    lines = list(db.session.scalars(select(StatementLine)))
    assert sum(line.corrects_id is not None for line in lines) == 2
    assert any(line.remark for line in lines)
    assert any("Charte locale, démonstration" in line.explanation for line in lines)
    assert db.session.scalar(select(func.count()).select_from(PoolingAgreement)) == 1


def test_the_companys_own_task_list_has_one_of_each(demo_app: Flask) -> None:
    mine = select(Statement.state).where(Statement.organisation_id == named("company").id)
    assert set(db.session.scalars(mine)) == set(State)


def test_contracts_are_anywhere_between_nothing_and_more_than_owed(demo_app: Flask) -> None:
    rows = db.session.execute(
        select(Commitment, CommitmentTotal.counted_minutes).join(
            CommitmentTotal, CommitmentTotal.commitment_id == Commitment.id
        )
    )
    shares = [counted * 100 // owed for one, counted in rows if (owed := one.versioned_at(today()))]
    assert min(shares) < 10
    assert 100 < max(shares) <= 115
    assert len({share // 10 for share in shares}) >= 8


def test_a_contract_that_is_closed_kept_its_hours(demo_app: Flask) -> None:
    closed = select(Contract).where(Contract.stage == Stage.CLOSED)
    for contract in db.session.scalars(closed):
        for commitment in contract.commitments:
            kept = db.session.get(CommitmentTotal, commitment.id)
            assert kept is not None
            assert kept.counted_minutes > commitment.versioned_at(today()) * 8 // 10


def test_two_lenders_spoke_and_one_month_needed_no_facilitator(demo_app: Flask) -> None:
    figures = list(db.session.scalars(select(EmployerFigure)))
    assert len(figures) >= 2
    sent = list(db.session.scalars(select(Statement).where(Statement.state == State.SUBMITTED)))
    assert sum(bool(found) for found in differences_of(sent).values()) == 1
    done = select(func.count()).select_from(Statement)
    agreed = done.where(Statement.state == State.VALIDATED, Statement.validated_by_id.is_(None))
    assert db.session.scalar(agreed) == 1


def test_some_payslips_came_and_each_is_a_file_that_is_read(demo_app: Flask) -> None:
    found = list(db.session.scalars(select(SupportingDocument)))
    assert 2 <= len(found) <= 6
    assert {document.media_type for document in found} == {"application/pdf"}
    assert sum(document.checked_on is not None for document in found) == 1
