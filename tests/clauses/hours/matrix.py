"""Access to the hours: the body, and the company that answers; a buyer only has the board's totals."""

from typing import Any

from clauses.hours.checks.models import Derogation
from clauses.hours.checks.rules import Code
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import put_line, submit, touched, validate
from clauses.hours.queue.models import ValidatedTogether
from clauses.people.employments.rules import EmployerKind
from clauses.people.valuation.rules import MinutesKind
from facilitator.clock import now
from tests.factories import add, make_user
from tests.factories_contracts import make_commitment, make_contract, make_lot, make_terms
from tests.factories_hours import make_certificate, make_employment, make_participant, make_statement
from tests.matrix import BODY, BUYERS, COMPANIES, LINKS, PARTNERS, Corner, Line

READERS = BODY | BUYERS | COMPANIES
CONFIRMERS = COMPANIES | PARTNERS


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
        put_line(statement, employment, MinutesKind.WORK, 6000, remark=corner.canary)
        touched(statement)
    return statement


def statement(corner: Corner) -> dict[str, Any]:
    """Its address."""
    return {"statement_id": filled(corner).id}


def sent(corner: Corner) -> Statement:
    """A month that the company has sent."""
    row = filled(corner)
    if corner.archived_on is None:
        submit([row], corner.canary)
    return row


def waiting(corner: Corner) -> dict[str, Any]:
    """Its address."""
    return {"statement_id": sent(corner).id}


def chosen(corner: Corner) -> dict[str, Any]:
    """A month that the facilitator has ticked in the queue."""
    row = sent(corner)
    return {"choix": [f"{row.id}:{row.version}"]}


def validated_together(corner: Corner) -> dict[str, Any]:
    """What its body validated at once."""
    (key,) = chosen(corner)["choix"]
    kept = {"keys": [key], "made_at": now(), "author_id": make_user().id}
    return {"kept_id": add(ValidatedTogether(body_id=corner.body.id, **kept)).id}


def validated(corner: Corner) -> dict[str, Any]:
    """A month that counts."""
    row = sent(corner)
    if corner.archived_on is None:
        validate(row)
    return {"statement_id": row.id}


def finding(corner: Corner) -> dict[str, Any]:
    """Something that blocks one of its people."""
    row = filled(corner)
    stranger = make_participant(corner.body, family_name=corner.canary)
    employment = make_employment(row.commitment, stranger)
    if corner.archived_on is None:
        put_line(row, employment, MinutesKind.WORK, 60)
        touched(row)
    return {"statement_id": row.id, "employment_id": employment.id, "code": Code.NOT_ELIGIBLE.value}


def derogation(corner: Corner) -> dict[str, Any]:
    """A derogation that stands on it."""
    made = finding(corner)
    row = Derogation(
        body_id=corner.body.id,
        statement_id=made["statement_id"],
        employment_id=made["employment_id"],
        code=Code.NOT_ELIGIBLE,
        reason=corner.canary,
        author_id=make_user().id,
        made_at=now(),
    )
    return {"statement_id": made["statement_id"], "derogation_id": add(row).id}


def lent(corner: Corner) -> dict[str, Any]:
    """A month of somebody whom the partner lends, and of somebody whom the company itself lends."""
    row = filled(corner)
    for employer in (corner.partner, corner.company):
        person = make_participant(corner.body, family_name=corner.canary)
        make_certificate(person)
        make_employment(row.commitment, person, employer=employer, employer_kind=EmployerKind.ETTI)
    return {"statement_id": row.id}


def csv(_corner: Corner) -> dict[str, Any]:
    """A file that opens in a spreadsheet."""
    return {"ending": "csv"}


LINES = (
    Line("board.index", READERS),
    Line("board.index_file", READERS, csv, client=READERS, other=READERS),
    Line("confirmations.index", CONFIRMERS | LINKS),
    Line("confirmations.index_file", CONFIRMERS, csv, client=CONFIRMERS, other=CONFIRMERS),
    Line("confirmations.show", CONFIRMERS | LINKS, lent),
    Line("queue.index", BODY),
    Line("queue.preview", BODY, chosen, other=BODY),
    Line("queue.validate_many", BODY),
    Line("queue.every_agreeing", BODY),
    Line("queue.outcome", BODY, validated_together),
    Line("statements.index", BODY | COMPANIES),
    Line("statements.index_file", BODY | COMPANIES, csv, client=BODY | COMPANIES, other=BODY | COMPANIES),
    Line("statements.lines_file", BODY, csv, other=BODY),
    Line("statements.show", BODY | COMPANIES, statement),
    Line("statements.approve", BODY, waiting),
    Line("statements.send_back", BODY, waiting),
    Line("statements.send_for", BODY, statement),
    Line("statements.amend", BODY, validated),
    Line("statements.derogate", BODY, finding),
    Line("statements.end_derogation", BODY, derogation),
)
