"""Access to the grids: the body's, and the company that answers; never a buyer, who reads no names."""

from datetime import date
from typing import Any

from clauses.contracts.models import Commitment
from tests.clauses.contracts.matrix import committed
from tests.factories_hours import make_certificate, make_employment, make_participant, make_statement
from tests.matrix import BODY, COMPANIES, LINKS, Corner, Line

MONTH = date(2026, 9, 1)
"""A month that links open too, of the grid alone: in October each other line adds a contract and somebody."""
READERS = BODY | COMPANIES | LINKS


def filled(corner: Corner) -> Commitment:
    """A commitment of the corner's company with an open month and one person."""
    commitment = committed(corner)
    person = make_participant(corner.body, family_name=corner.canary, given_name=corner.canary)
    make_certificate(person)
    make_employment(commitment, person, trade=corner.canary)
    make_statement(commitment, MONTH)
    return commitment


def commitment(corner: Corner) -> dict[str, Any]:
    """The grid of a contract."""
    return {"commitment_id": filled(corner).id}


def month(corner: Corner) -> dict[str, Any]:
    """The grid of a company's month."""
    return {"organisation_id": filled(corner).organisation_id, "month": f"{MONTH:%Y-%m}"}


LINES = (
    Line("grid.index", READERS),
    Line("grid.index_file", READERS, lambda _: {"ending": "csv"}, client=READERS, other=READERS),
    Line("grid.contract", READERS, commitment),
    Line("grid.month", READERS, month),
)
