"""Access to the forgotten clauses. What is published is public: every body may look at it."""

from typing import Any

from tests.clauses.unfollowed.published import make_published
from tests.factories_contracts import make_contract
from tests.matrix import BODY, NOBODY, Corner, Line


def published(corner: Corner) -> dict[str, Any]:
    """A published contract."""
    return {"published_id": make_published(number=f"P{corner.relation}").id}


def changed(corner: Corner) -> dict[str, Any]:
    """A followed contract of which a modification was published."""
    row = make_published(number=f"M{corner.relation}", changes=[{"amount": 12_000_000, "number": "1"}])
    contract = make_contract(
        corner.body, buyer=corner.buyer, title=corner.canary, published_contract_id=row.id
    )
    contract.archived_on = corner.archived_on
    return {"contract_id": contract.id}


LINES = (
    Line("unfollowed.index", BODY),
    Line("unfollowed.export", BODY, lambda _: {"ending": "csv"}, other=BODY),
    Line("unfollowed.show", BODY, published, other=BODY),
    Line("unfollowed.take", BODY, published, other=BODY),
    Line("unfollowed.take_it", BODY, published, other=BODY),
    Line("unfollowed.dismiss", BODY, published, other=BODY),
    Line("unfollowed.undo", BODY, published, other=BODY),
    Line("unfollowed.changes", BODY),
    Line("unfollowed.change", BODY, changed, other=NOBODY),
    Line("unfollowed.seen", BODY, changed, other=NOBODY),
)
