"""Past months without a statement are opened by the import itself, and told before."""

from datetime import date
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select

from clauses.contracts.models import Commitment
from clauses.hours.doctor.queries import INVARIANTS
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.rules import State
from clauses.hours.opening.queries import open_months
from clauses.hours.workbooks.history.models import HistoryImport
from clauses.hours.workbooks.history.queries import last_done, open_history, undo
from clauses.hours.workbooks.history.rules import said
from clauses.hours.workbooks.history.running import apply, read_file
from facilitator.access import Asker, Role
from facilitator.db import db
from facilitator.words import RuleBroken
from tests.clauses.hours.workbooks.history.test_imports import written
from tests.conftest import keep
from tests.factories_hours import make_certificate, make_employment, make_participant, make_running


@pytest.fixture
def commitment(app: object) -> Commitment:
    """A contract that has run since March 2026; none of its months is open."""
    made = make_running(contract={"notified_on": date(2026, 3, 2), "starts_on": None, "ends_on": None})
    body_id = made.terms.lot.contract.body_id
    person = make_participant(body_id=body_id, family_name="Durand", given_name="Zoé")
    make_certificate(person)
    make_employment(made, person)
    keep()
    return made


def asker_of(commitment: Commitment) -> Asker:
    return Asker(0, 0, Role.FACILITATOR, commitment.terms.lot.contract.body_id, "", "")


def file_of(folder: Path, commitment: Commitment, *months: str) -> Path:
    contract, company = commitment.terms.lot.contract, commitment.organisation
    rows = ((contract.reference, company.siret, "Durand", "Zoé", "", month, 7) for month in months)
    return written(folder, *rows)


def imported(path: Path, asker: Asker) -> HistoryImport:
    read = read_file(path, asker, False)
    row = open_history(asker, "", path.name, False)
    apply(read, row, asker)
    return row


@time_machine.travel("2026-11-03 09:00+01:00")
def test_a_month_without_a_statement_is_told_then_opened(commitment: Commitment, tmp_path: Path) -> None:
    asker = asker_of(commitment)
    path = file_of(tmp_path, commitment, "04/2026", "05/2026")
    told = read_file(path, asker, False).report
    assert (told.months, told.counts.create, told.errors) == (2, 2, [])
    assert "2 relevés de mois passés à ouvrir" in said(told.facts()).replace("\u00a0", " ")
    assert db.session.scalars(select(Statement)).all() == []
    imported(path, asker)
    found = db.session.scalars(select(Statement).order_by(Statement.month)).all()
    assert [(one.month, one.due_on, one.state) for one in found] == [
        (date(2026, 4, 1), date(2026, 5, 10), State.DRAFT),
        (date(2026, 5, 1), date(2026, 6, 10), State.DRAFT),
    ]
    assert [one.entered_minutes for one in found] == [420, 420]
    assert [breach for each in INVARIANTS for breach in each.breaches()] == []
    again = read_file(path, asker, False).report
    assert (again.months, again.counts.unchanged) == (0, 2)
    assert open_months(date(2026, 11, 3)) == 7


@time_machine.travel("2026-11-03 09:00+01:00")
def test_a_month_that_the_contract_does_not_declare_stays_refused(
    commitment: Commitment, tmp_path: Path
) -> None:
    read = read_file(file_of(tmp_path, commitment, "01/2026", "12/2026"), asker_of(commitment), False)
    assert [one["sentence"].replace("\u00a0", " ") for one in read.report.errors] == [
        "Le marché ne se déclare pas en janvier 2026.",
        "Le marché ne se déclare pas en décembre 2026.",
    ]
    assert read.report.months == 0


@time_machine.travel("2026-11-03 09:00+01:00")
def test_a_row_in_error_opens_nothing(commitment: Commitment, tmp_path: Path) -> None:
    contract, company = commitment.terms.lot.contract, commitment.organisation
    path = written(tmp_path, (contract.reference, company.siret, "Inconnu", "Paul", "", "04/2026", 7))
    read = read_file(path, asker_of(commitment), False)
    assert (len(read.report.errors), read.report.months) == (1, 0)


@time_machine.travel("2026-11-03 09:00+01:00")
def test_a_month_opened_meanwhile_makes_it_start_again(commitment: Commitment, tmp_path: Path) -> None:
    asker, path = asker_of(commitment), file_of(tmp_path, commitment, "04/2026")
    read = read_file(path, asker, False)
    open_months(date(2026, 11, 3))
    keep()
    with pytest.raises(RuleBroken, match="ont changé"):
        apply(read, open_history(asker, "", path.name, False), asker)


@time_machine.travel("2026-11-03 09:00+01:00")
def test_taken_back_the_months_stay_unanswered(commitment: Commitment, tmp_path: Path) -> None:
    asker = asker_of(commitment)
    row = imported(file_of(tmp_path, commitment, "04/2026"), asker)
    undo(row, last_done(asker))
    keep()
    (statement,) = db.session.scalars(select(Statement)).all()
    assert (statement.state, statement.lines) == (State.EXPECTED, [])
