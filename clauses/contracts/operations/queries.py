"""Write operations down; what an operation gathers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from clauses.contracts.list_queries import rows_of as contract_rows
from clauses.contracts.list_queries import target_minutes
from clauses.contracts.models import Contract
from clauses.contracts.operations.models import Operation
from clauses.contracts.queries import contracts_of, operations_of
from clauses.contracts.record_queries import remove
from facilitator.access import Asker
from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.formats import search_key
from facilitator.words import RuleBroken


def operation_of(asker: Asker, operation_id: int) -> Operation | None:
    """One operation, if the asker may see it."""
    return db.session.scalar(operations_of(asker).where(Operation.id == operation_id))


def create_operation(body_id: int, **values: Any) -> Operation:
    """A new operation of a body (`name` is owed). Leaves `operation.created`."""
    operation = Operation(body_id=body_id)
    _fill(operation, values)
    db.session.add(operation)
    record("operation.created", operation, name=operation.name)
    return operation


def change_operation(operation: Operation, **values: Any) -> None:
    """Change an operation. Leaves `operation.changed`."""
    _fill(operation, values)
    record("operation.changed", operation, name=operation.name)


def archive_operation(operation: Operation, on: date | None) -> None:
    """Put an operation away (None: take it back)."""
    operation.archived_on = on
    record("operation.archived" if on else "operation.restored", operation)


def delete_operation(operation: Operation) -> None:
    """Delete an operation that gathers no contract. Leaves `operation.deleted`."""
    if db.session.scalar(select(Contract.id).where(Contract.operation_id == operation.id).limit(1)):
        raise RuleBroken("Des marchés appartiennent à cette opération : archivez-la plutôt.")
    record("operation.deleted", operation, name=operation.name)
    remove(operation)


@dataclass(frozen=True)
class OperationRow:
    """A line of the list: the operation, how many contracts, the minutes they owe."""

    operation: Operation
    contracts: int
    minutes: int


def find_operations(asker: Asker, values: Mapping[str, str], sort: str) -> Select[Operation]:
    """The operations that answer the filters, in order; archived ones only when asked for."""
    found = operations_of(asker)
    for word in search_key(values.get("q", "")).split():
        found = found.where(Operation.search_key.contains(word))
    archived = Operation.archived_on.is_not(None)
    keys = {"nom": Operation.name, "debut": Operation.starts_on, "fin": Operation.ends_on}
    key = keys.get(sort.removeprefix("-"), Operation.name)
    way = key.desc() if sort.startswith("-") else key.asc()
    return found.where(archived if values.get("archives") else ~archived).order_by(way, Operation.id)


def rows_of(
    asker: Asker, found: Select[Operation], on: date, offset: int = 0, limit: int | None = None
) -> list[OperationRow]:
    """The lines of the list; sums are over the contracts the asker may see."""
    minutes = target_minutes(on).label("minutes")
    seen = contracts_of(asker).with_only_columns(Contract.operation_id, minutes)
    contracts = seen.where(Contract.archived_on.is_(None), Contract.operation_id.is_not(None)).subquery()
    totals = {
        row[0]: (row[1], row[2])
        for row in db.session.execute(
            select(contracts.c.operation_id, func.count(), func.sum(contracts.c.minutes)).group_by(
                contracts.c.operation_id
            )
        )
    }
    shown = db.session.scalars(found.options(joinedload(Operation.buyer)).offset(offset or None).limit(limit))
    return [OperationRow(one, *totals.get(one.id, (0, 0))) for one in shown]


def contracts_in(asker: Asker, operation: Operation) -> Sequence[Contract]:
    """The contracts of an operation that the asker may see."""
    found = contracts_of(asker).where(Contract.operation_id == operation.id, Contract.archived_on.is_(None))
    return contract_rows(found.order_by(Contract.reference))


def _fill(operation: Operation, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(operation, name, value)
    if operation.starts_on and operation.ends_on and operation.ends_on < operation.starts_on:
        raise RuleBroken("La fin de l’opération précède son début.", "ends_on")
    with db.session.no_autoflush:
        twin = db.session.scalar(
            select(Operation.id).where(
                Operation.body_id == operation.body_id, Operation.name == operation.name
            )
        )
    if twin is not None and twin != operation.id:
        raise RuleBroken("Une opération porte déjà ce nom.", "name")
