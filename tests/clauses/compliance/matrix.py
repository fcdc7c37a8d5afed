"""Who may call the pages of compliance."""

from typing import Any

from tests.clauses.contracts.matrix import contract
from tests.matrix import BODY, BUYERS, Corner, Line

READERS = BODY | BUYERS


def csv(_corner: Corner) -> dict[str, Any]:
    """A file in CSV."""
    return {"ending": "csv"}


LINES = (
    Line("simulation.show", READERS, contract),
    Line("follow_up.index", READERS),
    Line("follow_up.index_file", READERS, csv, client=READERS, other=READERS),
)
