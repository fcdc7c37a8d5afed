"""Access to the people of a contract by category: whoever follows it, and its buyer."""

from typing import Any

from tests.clauses.hours.matrix import filled
from tests.matrix import BODY, BUYERS, Corner, Line


def as_file(corner: Corner) -> dict[str, Any]:
    """The file of a contract."""
    return {"contract_id": filled(corner).commitment.terms.lot.contract_id, "ending": "csv"}


LINES = (Line("publics.export", BODY | BUYERS, as_file),)
