"""What hangs on a thing: whatever has a foreign key to it, whichever room it belongs to.

The register is the schema itself, so that a new table is never forgotten.
"""

from functools import cache

from sqlalchemy import Column, Table, bindparam, exists, select

from facilitator.db import Base
from facilitator.prepared import Prepared


@cache
def hanging(on: type[Base]) -> tuple[Column[int], ...]:
    """The columns by which something hangs on a thing of this kind, its own table left out."""
    target: Table = on.__table__  # type: ignore[assignment]
    return tuple(
        key.parent
        for table in Base.metadata.sorted_tables
        if table is not target
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
        if key.column.table is target
    )


def leaves_trace(model: type[Base], on: type[Base], key: int) -> bool:
    """Whether a table holds anything of a thing, ended or withdrawn as it may be; nothing is said of who may
    see it. Most things are in few tables, and the page of one asks every room: one select answers them all.
    """
    (row,) = _traces(on).once(key=key)
    return any(row[rank] for rank in _ranks(model, on))


@cache
def _ranks(model: type[Base], on: type[Base]) -> list[int]:
    found = [rank for rank, each in enumerate(hanging(on)) if each.table is model.__table__]
    if not found:
        raise LookupError(f"{model.__name__} does not hang on {on.__name__}")
    return found


@cache
def _traces(on: type[Base]) -> Prepared:
    return Prepared(select(*(exists().where(each == bindparam("key")) for each in hanging(on))))
