"""Access to contracts."""

from typing import Any

from tests.factories_contracts import make_commitment, make_contract, make_lot, make_terms
from tests.matrix import BODY, BUYERS, COMPANIES, Corner, Line


def contract(corner: Corner) -> dict[str, Any]:
    """A contract of the corner's buyer, with a commitment of its company."""
    row = make_contract(corner.body, buyer=corner.buyer, title=corner.canary, archived_on=corner.archived_on)
    make_commitment(make_terms(make_lot(row)), organisation=corner.company)
    return {"contract_id": row.id}


LINES = (
    Line("contracts.index", BODY | BUYERS | COMPANIES),
    Line("contracts.show", BODY | BUYERS | COMPANIES, contract),
)
