"""Write operations down; what an operation gathers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from clauses.contracts.models import Contract, Operation
from clauses.contracts.queries import contracts_of, operations_of
from clauses.contracts.record_queries import remove
from facilitator.access import Asker
from facilitator.audit.queries import record
from facilitator.db import db
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
        raise RuleBroken("Des marchés appartiennent à cette opération : archivez-la plutôt.")
    record("operation.deleted", operation, name=operation.name)
    remove(operation)


def contracts_in(asker: Asker, operation: Operation) -> Sequence[Contract]:
    """The contracts of an operation that the asker may see."""
    return db.session.scalars(
        contracts_of(asker).where(Contract.operation_id == operation.id).order_by(Contract.reference)
    ).all()


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
