"""Who may call the pages of compliance."""

from typing import Any

from sqlalchemy import select

from clauses.compliance.exchanges.models import Exchange
from clauses.compliance.exchanges.rules import ExchangeKind
from facilitator.clock import now
from facilitator.db import db
from tests.clauses.contracts.matrix import committed, contract
from tests.factories import add
from tests.matrix import BODY, BUYERS, COMPANIES, Corner, Line

READERS = BODY | BUYERS


def csv(_corner: Corner) -> dict[str, Any]:
    """A file in CSV."""
    return {"ending": "csv"}


def told(corner: Corner) -> dict[str, Any]:
    """The log of a contract, with something told that everybody of it may read."""
    commitment = committed(corner)
    contract = commitment.terms.lot.contract
    add(
        Exchange(
            body_id=contract.body_id,
            contract=contract,
            organisation=commitment.organisation,
            kind=ExchangeKind.CALL,
            happened_at=now(),
            told_at=now(),
            summary=corner.canary,
            buyer_sees=True,
        )
    )
    return {"contract_id": contract.id}


def note(corner: Corner) -> dict[str, Any]:
    """The same exchange."""
    contract_id = told(corner)["contract_id"]
    found = db.session.scalars(select(Exchange).where(Exchange.contract_id == contract_id)).one()
    return {"exchange_id": found.id}


def told_csv(corner: Corner) -> dict[str, Any]:
    """The log as CSV."""
    return told(corner) | {"ending": "csv"}


NOTE = {
    "kind": "call",
    "summary": "Le conducteur rappelle.",
    "organisation_id": "0",
    "happened_on": "2026-03-02",
}


def kit(corner: Corner) -> dict[str, Any]:
    """The kit of the corner's company."""
    commitment = committed(corner)
    return {"contract_id": commitment.terms.lot.contract_id, "company_id": commitment.organisation_id}


def buyer(corner: Corner) -> dict[str, Any]:
    """The buyer of the corner, who has a contract under way."""
    contract = committed(corner).terms.lot.contract
    contract.archived_on = None
    return {"buyer_id": contract.buyer_id}


def clause(corner: Corner) -> dict[str, Any]:
    """A clause of the corner."""
    return {"terms_id": committed(corner).terms_id}


LINES = (
    Line("schedule.edit", BODY, clause, data={"plan": "", "source": "Planning"}),
    Line("monday.show", READERS),
    Line("monday.buyer", READERS, buyer),
    Line("handover.show", BODY, contract),
    Line("kick_off.index", BODY | COMPANIES, contract),
    Line("kick_off.show", BODY | COMPANIES, kit),
    Line("kick_off.dates", BODY | COMPANIES, kit),
    Line("kick_off.send_kit", BODY, kit),
    Line("exchanges.index", READERS | COMPANIES, told),
    Line("exchanges.note", BODY, told, data=NOTE),
    Line("exchanges.index_file", READERS | COMPANIES, told_csv),
    Line("exchanges.remove", BODY, note, data={"reason": "Erreur"}),
    Line("simulation.show", READERS, contract),
    Line("follow_up.index", READERS),
    Line("follow_up.shares", READERS, contract),
    Line("follow_up.index_file", READERS, csv, client=READERS, other=READERS),
)
