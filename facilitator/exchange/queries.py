"""The rows of a list: counted, one page at a time."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Select, func, select

from facilitator.db import db
from facilitator.exchange.listing import Listing


def same(row: Any) -> Any:
    """A row as it is: the entity itself."""
    return row[0]


def shown(
    found: Select[*tuple[Any, ...]], listing: Listing, read: Callable[[Any], Any] = same
) -> tuple[Sequence[Any], Listing]:
    """One page of the rows, and the listing that knows how many there are in all."""
    total = db.session.scalar(select(func.count()).select_from(found.order_by(None).subquery())) or 0
    listing = listing.counted(total)
    rows = db.session.execute(found.limit(listing.size).offset(listing.offset))
    return [read(row) for row in rows], listing
