"""Who may read and set what an hour counts for."""

from typing import Any

from tests.matrix import BODY, Corner, Line


def ending(_corner: Corner) -> dict[str, Any]:
    """A list as a CSV file."""
    return {"ending": "csv"}


LINES = (
    Line("valuation.index", BODY),
    Line("valuation.export", BODY, ending, client=BODY, other=BODY, archived=BODY),
    Line("valuation.create", BODY),
)
