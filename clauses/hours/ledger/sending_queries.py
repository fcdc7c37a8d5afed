"""A sending: months read, checked and written as plain rows, by statements that were built once.

It is the one act that everybody does on the same days, hundreds at a time; through the objects of the session
it cost 10 ms of processor. What is written is what was checked: `checked_queries` says that it still stands,
and each update names the version that was read besides: one that finds another stops the whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, bindparam, delete, update
from sqlalchemy.orm.exc import StaleDataError

from clauses.hours.ledger.checked_queries import Checked, standing
from clauses.hours.ledger.held_queries import Held, HeldLine
from clauses.hours.ledger.models import Sending, Statement, StatementLine
from clauses.hours.ledger.rules import (
    LineState,
    State,
    receipt_number,
    totals,
)
from clauses.hours.ledger.total_queries import move
from facilitator.access import asking
from facilitator.audit.queries import record
from facilitator.audit.rules import Subject
from facilitator.clock import now
from facilitator.prepared import Prepared, inserting, several

STATEMENTS: Table = Statement.metadata.tables[Statement.__tablename__]
LINES: Table = StatementLine.metadata.tables[StatementLine.__tablename__]
GIVEN = ("body_id", "organisation_id", "sent_at", "author_id", "author_name", "minutes", "snapshot")
NEW_SENDING = inserting(Sending, *GIVEN, returning="id")
SENT = Prepared(
    update(STATEMENTS)
    .where(STATEMENTS.c.id == bindparam("key"), STATEMENTS.c.version == bindparam("read"))
    .values(
        version=STATEMENTS.c.version + 1,
        state=State.SUBMITTED,
        submitted_at=bindparam("at"),
        sending_id=bindparam("sending"),
        declared_minutes=bindparam("declared"),
        validated_minutes=bindparam("validated"),
        counted_minutes=bindparam("counted"),
    )
)
VOID = Prepared(delete(LINES).where(LINES.c.id.in_(several("keys"))))
MENDED = Prepared(
    update(LINES)
    .where(LINES.c.id.in_(several("keys")))
    .values(version=LINES.c.version + 1, state=LineState.ENTERED, reason="")
)


@dataclass(frozen=True)
class Told:
    """What a receipt says of one month."""

    title: str
    month: date
    no_hours: bool
    minutes: int


@dataclass(frozen=True)
class Receipt:
    """What a sending leaves in the hands of whoever sent."""

    id: int
    body_id: int
    organisation_id: int
    sent_at: datetime
    minutes: int
    months: tuple[Told, ...]
    held: tuple[Held, ...] = field(repr=False)
    """The months as they were read, just before."""

    @property
    def number(self) -> str:
        """What it says: `D-000123`."""
        return receipt_number(self.id)


def write_sending(ready: Checked, author_name: str) -> Receipt:
    """Send these months of one company to one body together. Leaves `statement.sent` for each.

    Raises `RuleBroken` as `checked` does, when something that concerns them happened since they were checked.
    """
    months = standing(ready).months
    asker, at, first = asking.get(), now(), months[0].head
    sending: dict[str, Any] = {
        "body_id": first.body_id,
        "organisation_id": first.organisation_id,
        "sent_at": at,
        "author_id": asker.account_id if asker else None,
        "author_name": author_name[:120],
        "minutes": sum(entered(each) for each in months),
        "snapshot": [_snapshot(each) for each in months],
    }
    number = NEW_SENDING.insert(sending)
    for each in months:
        _write_month(each, number, at)
    told = tuple(Told(each.head.title, each.month, each.head.no_hours, entered(each)) for each in months)
    return Receipt(number, first.body_id, first.organisation_id, at, sending["minutes"], told, months)


def entered(month: Held) -> int:
    """The sum of its lines as they stand; refused corrections left out."""
    return sum(line.minutes for line in month.standing)


def _write_month(month: Held, sending: int, at: datetime) -> None:
    head = month.head
    _write_lines(month.lines)
    after = totals(State.SUBMITTED, (line.entry for line in month.lines if not line.is_void))
    sums = {"declared": after.declared, "validated": after.validated, "counted": after.counted}
    named = {"key": head.id, "read": head.version, "at": at, "sending": sending}
    if SENT.write(named | sums) != 1:
        raise StaleDataError(f"statement {head.id} is no longer at version {head.version}")
    move(head.commitment_id, after - head.totals)
    subject = Subject(Statement.__tablename__, head.id)
    record("statement.sent", subject, sending=sending, minutes=after.declared)


def _write_lines(lines: Iterable[HeldLine]) -> None:
    """Lines that were returned are mended, or gone when the company took them away."""
    returned = [line for line in lines if line.state is LineState.RETURNED]
    for statement, keys in (
        (VOID, [line.id for line in returned if line.is_void]),
        (MENDED, [line.id for line in returned if not line.is_void]),
    ):
        if keys:
            statement.write({"keys": keys})


def _snapshot(month: Held) -> dict[str, Any]:
    return {
        "statement": month.id,
        "month": month.month.isoformat(),
        "no_hours": month.head.no_hours,
        "lines": [
            [line.employment, line.kind.value, line.minutes] for line in month.lines if not line.is_void
        ],
    }
