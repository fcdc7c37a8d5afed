"""What the log adds to the page of a contract: the latest exchanges."""

from collections.abc import Iterator

from clauses.compliance.exchanges.exports import COLUMNS
from clauses.compliance.exchanges.queries import latest_of
from facilitator.access import Asker
from facilitator.feature import Panel

SHOWN = 10


def panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """The latest exchanges of a contract, for those who may read them."""
    if kind != "contract":
        return
    rows = latest_of(asker, thing_id, SHOWN)
    if rows:
        yield Panel("clauses/compliance/exchanges/latest.html", {"rows": rows, "columns": COLUMNS})
