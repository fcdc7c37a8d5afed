"""Access to the recovery actions and to the offers of candidates."""

from typing import Any

from clauses.contracts.models import Commitment
from tests.clauses.contracts.matrix import as_csv, committed
from tests.factories_compliance import make_action, make_offer, make_request
from tests.matrix import BODY, BUYERS, COMPANIES, LINKS, Corner, Line


def bare(corner: Corner) -> Commitment:
    """A commitment with an action, a request and an offer that hold the corner's word."""
    row = committed(corner)
    make_action(row, what=corner.canary)
    make_request(row, trade=corner.canary)
    return row


def contract(corner: Corner) -> dict[str, Any]:
    """The contract."""
    return {"contract_id": bare(corner).terms.lot.contract_id}


def action(corner: Corner) -> dict[str, Any]:
    """An action."""
    return {"action_id": make_action(committed(corner), what=corner.canary).id}


def offer(corner: Corner) -> dict[str, Any]:
    """An offer."""
    return {"offer_id": make_offer(committed(corner), trade=corner.canary).id}


READERS, DECLARERS = BODY | BUYERS | COMPANIES, BODY | COMPANIES
LINES = (
    Line("recovery.index", READERS),
    Line("recovery.index_file", READERS, as_csv, client=READERS, other=READERS),
    Line("recovery.unattended", BODY),
    Line("recovery.create", BODY, contract),
    Line("recovery.end", BODY, action),
    Line("candidates.index", BODY | COMPANIES | LINKS),
    Line("candidates.index_file", DECLARERS, as_csv, client=DECLARERS, other=DECLARERS),
    Line("candidates.ask", BODY | COMPANIES | LINKS),
    Line("candidates.offer", BODY, contract),
    Line("candidates.answer", BODY | COMPANIES | LINKS, offer),
)
