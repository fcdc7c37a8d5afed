"""Access to the declaring pages: a company with an account, or by a link for its body and months."""

from typing import Any

from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import put_line, submit, touched
from clauses.people.valuation.rules import MinutesKind
from tests.factories_hours import (
    make_certificate,
    make_employment,
    make_participant,
    make_running,
    make_statement,
)
from tests.matrix import COMPANIES, LINKS, Corner, Line

DECLARERS = COMPANIES | LINKS


def declared(corner: Corner) -> Statement:
    """A statement of October of the corner's company, with one person's hours."""
    commitment = make_running(
        corner.body,
        organisation=corner.company,
        contract={"title": corner.canary, "buyer": corner.buyer},
    )
    commitment.terms.lot.title = corner.canary
    statement = make_statement(commitment)
    person = make_participant(corner.body, family_name=corner.canary)
    make_certificate(person)
    put_line(statement, make_employment(commitment, person), MinutesKind.WORK, 6000)
    touched(statement)
    return statement


def archive(statement: Statement, corner: Corner) -> Statement:
    """Put its contract away, in the corner of what is archived."""
    statement.commitment.terms.lot.contract.archived_on = corner.archived_on
    return statement


def draft(corner: Corner) -> dict[str, Any]:
    """A statement in progress."""
    return {"statement_id": archive(declared(corner), corner).id}


def somebody(corner: Corner) -> dict[str, Any]:
    """Somebody of a statement in progress."""
    statement = archive(declared(corner), corner)
    return {"statement_id": statement.id, "employment_id": statement.lines[0].employment_id}


def sent(corner: Corner) -> dict[str, Any]:
    """A statement that is sent."""
    statement = declared(corner)
    submit([statement], corner.canary)
    return {"statement_id": archive(statement, corner).id}


def sending(corner: Corner) -> dict[str, Any]:
    """What a company sent."""
    statement = declared(corner)
    number = submit([statement], corner.canary).id
    archive(statement, corner)
    return {"sending_id": number}


LINES = (
    Line("declaring.index", DECLARERS),
    Line("declaring.question", DECLARERS, draft),
    Line("declaring.answer", DECLARERS, draft),
    Line("declaring.people", DECLARERS, draft),
    Line("declaring.hours", DECLARERS, draft),
    Line("declaring.explain", DECLARERS, draft),
    Line("staff.newcomer", DECLARERS, draft),
    Line("staff.left", DECLARERS, somebody),
    Line("staff.proof", DECLARERS, draft),
    Line("sending.check", DECLARERS, draft),
    Line("sending.send_now", DECLARERS, draft),
    Line("sending.receipt", DECLARERS, sending),
    Line("sending.show", DECLARERS, sent),
    Line("sending.take_back", DECLARERS, sent),
)
