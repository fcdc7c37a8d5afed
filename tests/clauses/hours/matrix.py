"""Access to the hours: the body, and the company that answers; a buyer only has the board's totals."""

from typing import Any

from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import put_line, touched
from clauses.people.valuation.rules import MinutesKind
from tests.factories_contracts import make_commitment, make_contract, make_lot, make_terms
from tests.factories_hours import make_certificate, make_employment, make_participant, make_statement
from tests.matrix import BODY, BUYERS, COMPANIES, Corner, Line

READERS = BODY | BUYERS | COMPANIES


def filled(corner: Corner) -> Statement:
    """A draft of the corner's company, with one eligible person."""
    contract = make_contract(corner.body, buyer=corner.buyer, title=corner.canary)
    contract.archived_on = corner.archived_on
    commitment = make_commitment(make_terms(make_lot(contract)), organisation=corner.company)
    person = make_participant(corner.body, family_name=corner.canary)
    make_certificate(person)
    statement = make_statement(commitment)
    employment = make_employment(commitment, person)
    if corner.archived_on is None:
        put_line(statement, employment, MinutesKind.WORK, 6000)
        touched(statement)
    return statement


def statement(corner: Corner) -> dict[str, Any]:
    """Its address."""
    return {"statement_id": filled(corner).id}


def csv(_corner: Corner) -> dict[str, Any]:
    """A file that opens in a spreadsheet."""
    return {"ending": "csv"}


LINES = (
    Line("board.index", READERS),
    Line("board.index_file", READERS, csv, client=READERS, other=READERS),
    Line("queue.index", BODY),
    Line("queue.preview", BODY),
    Line("queue.validate_many", BODY),
    Line("queue.outcome", BODY),
    Line("statements.index", BODY | COMPANIES),
    Line("statements.index_file", BODY | COMPANIES, csv, client=BODY | COMPANIES, other=BODY | COMPANIES),
    Line("statements.lines_file", BODY, csv, other=BODY),
    Line("statements.show", BODY | COMPANIES, statement),
    Line("statements.approve", BODY, statement),
    Line("statements.send_back", BODY, statement),
)
