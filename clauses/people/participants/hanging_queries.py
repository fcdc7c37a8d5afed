"""What hangs on a participant: whatever has a foreign key to her, whichever room it belongs to.

The register is the schema itself, so that a new table is never forgotten.
"""

from functools import cache
from typing import Any

from sqlalchemy import Column, Table, bindparam, exists, select

from clauses.people.participants.models import DistinctPair, Participant, ParticipantMerge
from facilitator.db import Base
from facilitator.prepared import Prepared

OWN = {table.__tablename__ for table in (Participant, ParticipantMerge, DistinctPair)}


def hanging(on: type[Base] = Participant) -> list[Column[Any]]:
    """The columns by which something hangs on a participant (or on another thing)."""
    target: Table = on.__table__  # type: ignore[assignment]
    return [
        key.parent
        for table in Base.metadata.sorted_tables
        if table.name not in OWN
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
        if key.column.table is target
    ]


def leaves_trace(model: type[Base], participant_id: int) -> bool:
    """Whether a table holds anything of a person, her former records included; nothing is said of who may see
    it. Most people are in few tables, and her page asks every room: one select answers all of them.
    """
    (row,) = _traces().once(person=participant_id)
    return any(
        found for found, column in zip(row, _columns(), strict=True) if column.table is model.__table__
    )


@cache
def _columns() -> list[Column[Any]]:
    table = Base.metadata.tables[ParticipantMerge.__tablename__]
    return [*hanging(), table.c.kept_id]


@cache
def _traces() -> Prepared:
    return Prepared(select(*(exists().where(column == bindparam("person")) for column in _columns())))
