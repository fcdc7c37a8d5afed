"""The rows of a list: one page and how many there are, or all of them for a file."""

from collections.abc import Callable, Iterator, Sequence
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
    return page_of(found, listing.counted(total), read)


def page_of(
    found: Select[*tuple[Any, ...]], listing: Listing, read: Callable[[Any], Any] = same
) -> tuple[Sequence[Any], Listing]:
    """One page of the rows of a listing that already knows how many there are."""
    rows = db.session.execute(found.limit(listing.size).offset(listing.offset)) if listing.total else ()
    return [read(row) for row in rows], listing


def everything(found: Select[*tuple[Any, ...]], read: Callable[[Any], Any] = same) -> Iterator[Any]:
    """Every row, all pages together, read a thousand at a time: what a file holds."""
    for row in db.session.execute(found.execution_options(yield_per=1000)):
        yield read(row)
