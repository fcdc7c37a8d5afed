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
    rows, editor = latest_of(asker, thing_id, SHOWN), asker.body_id is not None
    if rows or editor:
        shown = {"rows": rows, "columns": COLUMNS, "contract_id": thing_id, "editor": editor}
        yield Panel("clauses/compliance/exchanges/latest.html", shown)
