"""Every total is the sum of the lines behind it: board, contract page, statements, export."""

from collections.abc import Iterator
from datetime import date

import pytest

from clauses.contracts.amendments.queries import apply_amendment
from clauses.contracts.amendments.rules import Change
from clauses.contracts.models import Contract
from clauses.contracts.rules import Party, TrancheKind
from clauses.contracts.sheet import clauses_of, total_of
from clauses.hours.board.queries import board_of, line_of, ordered, read, tallies_by_commitment
from clauses.hours.board.rules import whole
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import correct, put_line, submit, touched, validate
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Asker, Role
from facilitator.accounts.models import Organisation
from facilitator.db import db
from tests.factories import make_user
from tests.factories_contracts import make_commitment, make_terms, make_tranche
from tests.factories_hours import make_employment, make_running, make_statement

WORK = MinutesKind.WORK
TODAY = date(2026, 11, 20)
pytestmark = pytest.mark.each_engine


def asking(role: Role, organisation: Organisation) -> Asker:
    """Somebody of an organisation."""
    return Asker(make_user().id, 0, role, organisation.id, "Camille Essai", organisation.name)


@pytest.fixture
def contract(app: object) -> Contract:
    """A holder, its subcontractor, an amendment, an optional tranche; hours of both, one month corrected."""
    holder = make_running(minutes=600 * 60)
    contract = holder.terms.lot.contract
    make_commitment(holder.terms, party=Party.JOINT_CONTRACTOR, minutes=233 * 60)
    sub = make_commitment(holder.terms, party=Party.SUBCONTRACTOR, parent=holder, minutes=100 * 60)
    option = make_tranche(contract, TrancheKind.OPTIONAL)
    make_commitment(make_terms(holder.terms.lot, 500, tranche=option))
    db.session.refresh(contract)
    change = Change(date(2026, 6, 1), date(2026, 6, 1), "Travaux en plus", {holder.id: 700 * 60})
    apply_amendment(contract, change)
    for commitment, months in ((holder, (9, 10)), (sub, (10,))):
        for number in months:
            fill(make_statement(commitment, date(2026, number, 1)))
    make_statement(holder, date(2026, 8, 1), due_on=date(2026, 9, 10))
    db.session.flush()
    db.session.expire_all()
    return contract


def fill(statement: Statement) -> None:
    """A hundred hours, then one taken away."""
    employment = make_employment(statement.commitment)
    put_line(statement, employment, WORK, 6000)
    touched(statement)
    submit([statement], "Camille Essai")
    validate(statement)
    correct(statement, employment, WORK, -60, "Erreur de saisie")


def readers(contract: Contract) -> Iterator[Asker]:
    """Whoever reads the board."""
    yield asking(Role.FACILITATOR, db.session.get_one(Organisation, contract.body_id))
    yield asking(Role.BUYER_READER, contract.buyer)
    for commitment in contract.commitments:
        yield asking(Role.DECLARANT, commitment.organisation)


def test_the_board_says_what_the_contract_page_says_to_every_reader(contract: Contract) -> None:
    for asker in readers(contract):
        counted = tallies_by_commitment([one.id for one in contract.commitments])
        page = total_of(contract, list(clauses_of(contract, asker, TODAY, counted)), TODAY)
        board = whole(read(board_of(asker, {}, TODAY), "", TODAY, 0, 50).sums)
        assert (board.owed, board.counted) == (page.target, page.done)
        assert board.declared - board.validated == page.waiting


def test_the_board_is_the_sum_of_the_statements(contract: Contract) -> None:
    asker = next(readers(contract))
    board = whole(read(board_of(asker, {}, TODAY), "", TODAY, 0, 50).sums)
    statements = db.session.query(Statement).all()
    assert board.counted == sum(one.counted_minutes for one in statements) == 3 * 5940
    assert board.declared == sum(one.declared_minutes for one in statements)
    assert board.owed == 933 * 60
    assert board.late == 1


def test_a_line_says_what_is_missing_in_people_too(contract: Contract) -> None:
    asker = next(readers(contract))
    found = ordered(board_of(asker, {"ou": "missing"}, TODAY), "-manque")
    (line,) = [line_of(row, TODAY) for row in db.session.execute(found)]
    assert line.missing == line.owed - line.counted
    assert "personne" in line.people


def test_another_body_sees_nothing(contract: Contract) -> None:
    stranger = asking(Role.HEAD, make_running().terms.lot.contract.buyer)
    assert read(board_of(stranger, {}, TODAY), "", TODAY, 0, 50).sums == []
