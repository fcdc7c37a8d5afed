"""Access to the readings in mass: the head of the body."""

from typing import Any

from clauses.people.readings.models import MassReading
from facilitator.clock import now
from tests.factories import add, make_user
from tests.matrix import HEADS, Corner, Line


def reading(corner: Corner) -> dict[str, Any]:
    """One of the body's."""
    at = now()
    reader = make_user(name=corner.canary)
    row = MassReading(body_id=corner.body.id, reader_id=reader.id, begun_at=at, ended_at=at, people=99)
    return {"reading_id": add(row).id}


def ending(_corner: Corner) -> dict[str, Any]:
    """A file that opens in a spreadsheet."""
    return {"ending": "csv"}


LINES = (
    Line("readings.index", HEADS),
    Line("readings.export", HEADS, ending, client=HEADS, other=HEADS, archived=HEADS),
    Line("readings.look", HEADS, reading, client=HEADS),
)
