"""Many lines at once: what `put_line` and `touched` do line by line, in a few statements of SQL.

The proof that both leave the same rows is a test (`test_bulk.py`). No kept total moves: lines that
are entered count for nothing until their statement is sent.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.rules import LineState, Source, State
from clauses.hours.workbooks.known import Target
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import asking
from facilitator.clock import now
from facilitator.db import db
from facilitator.words import RuleBroken

CHANGED = "Les relevés ont changé pendant l’import\u00a0: rien n’a été enregistré. Recommencez."
Change = tuple[Target, int | None, int]
"""A line, its minutes before (None: it is not there) and after."""
COLUMNS = (
    "version",
    "statement_id",
    "employment_id",
    "participant_id",
    "kind",
    "minutes",
    "state",
    "source",
    "remark",
    "reason",
    "entered_at",
    "author_id",
    "explanation",
)
WHERE = "WHERE statement_id = # AND employment_id = # AND kind = # AND corrects_id IS NULL"
UPDATE = (
    "UPDATE statement_line SET minutes = #, entered_at = #, author_id = #, remark = '', "
    f"source = '{Source.WORKBOOK.value}', version = version + 1 {WHERE}"
)
VALUES = {kind: kind.value for kind in MinutesKind}
ENTERED, WORKBOOK = LineState.ENTERED.value, Source.WORKBOOK.value
BATCH = 5_000
IDS = 500


def put_many(changes: Iterable[Change], participants: Mapping[int, int]) -> set[int]:
    """Set lines to their minutes (zero takes one away); the statements touched.

    `participants`: whose each employment is. The caller has checked that each statement takes hours,
    and commits. Raises `RuleBroken` when a line is no longer what it was: the caller rolls back.
    """
    asker, at = asking.get(), now()
    author = asker.account_id if asker else None
    writer = Writer(db.session.connection(), participants, author, at)
    statements = set()
    for target, before, after in changes:
        statements.add(target[0])
        writer.put(target, before, after)
    writer.flush()
    settle_states(statements)
    return statements


class Writer:
    """Writes lines by batches."""

    def __init__(
        self, connection: Connection, participants: Mapping[int, int], author: int | None, at: datetime
    ) -> None:
        self.connection, self.participants, self.author = connection, participants, author
        self.stamp = _stamp(connection, at)
        self.new: list[tuple[Any, ...]] = []
        self.changed: list[tuple[Any, ...]] = []
        self.gone: list[tuple[Any, ...]] = []

    def put(self, target: Target, before: int | None, after: int) -> None:
        """One line."""
        statement, employment, kind = target
        if before is None:
            if after:
                person = self.participants[employment]
                values = (1, statement, employment, person, VALUES[kind], after)
                self.new.append((*values, ENTERED, WORKBOOK, "", "", self.stamp, self.author, ""))
        elif after:
            self.changed.append((after, self.stamp, self.author, statement, employment, VALUES[kind]))
        else:
            self.gone.append((statement, employment, VALUES[kind]))
        if len(self.new) + len(self.changed) + len(self.gone) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Send what waits."""
        insert_many(self.connection, StatementLine.__tablename__, COLUMNS, self.new)
        if self.changed:
            _run(self.connection, UPDATE, self.changed)
        if self.gone:
            _run(self.connection, f"DELETE FROM statement_line {WHERE}", self.gone)
        self.new, self.changed, self.gone = [], [], []


def _stamp(connection: Connection, at: datetime) -> Any:
    """An instant as the driver takes it (SQLite keeps naive text)."""
    if connection.dialect.name != "sqlite":
        return at
    return f"{at:%Y-%m-%d %H:%M:%S.%f}"


def insert_many(
    connection: Connection, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Many rows at once: prepared on SQLite, COPY on PostgreSQL."""
    if not rows:
        return
    names = ",".join(columns)
    if connection.dialect.name == "sqlite":
        marks = ",".join("?" * len(columns))
        statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"
        connection.exec_driver_sql(statement, list(rows))
        return
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _run(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """The same statement for many rows; every one of them must find its line."""
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    found = connection.exec_driver_sql(statement.replace("#", mark), list(rows))
    if found.rowcount not in (-1, len(rows)):
        raise RuleBroken(CHANGED)


def settle_states(statements: Iterable[int]) -> None:
    """What `touched` does to the state of each statement: in progress with lines, expected without."""
    ordered = sorted(statements)
    for start in range(0, len(ordered), IDS):
        part = ordered[start : start + IDS]
        filled = select(StatementLine.id).where(StatementLine.statement_id == Statement.id).exists()
        here = update(Statement).where(Statement.id.in_(part)).execution_options(synchronize_session=False)
        seen = {"version": Statement.version + 1}
        db.session.execute(here.where(filled).values(no_hours=False, **seen))
        db.session.execute(here.where(Statement.state == State.EXPECTED).values(state=State.DRAFT))
        empty = here.where(~filled, Statement.state == State.DRAFT, Statement.no_hours.is_(False))
        db.session.execute(empty.values(state=State.EXPECTED, **seen))


def add_rows(model: Any, rows: Sequence[dict[str, Any]]) -> list[int]:
    """Insert rows and give their ids, in the same order."""
    if not rows:
        return []
    statement = insert(model).returning(model.id, sort_by_parameter_order=True)
    return list(db.session.scalars(statement, rows))
