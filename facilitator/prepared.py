"""Statements prepared once: compiled for each engine, then run on the driver's own cursor.

SQLAlchemy spends 20 to 40 µs around a select, the session 200 to 600; SQLite answers one by key in 2. What
every request runs (who asks, the checks of hours, a sending, the journal) is therefore prepared: the same
constructs, the same types both ways, on the connection and in the transaction of the session.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, Enum, Insert, Select, bindparam, event
from sqlalchemy.orm import Session, SessionTransaction
from sqlalchemy.sql.dml import Delete, Update

from facilitator.db import WROTE, WROTE_WHILE_READING, Base, db, reading

LINE = "line to the database"
ASKED = "asked already"
PREPARED = 256
"""Askers whose select a room keeps prepared: building one costs more than running it."""
Process = Callable[[Any], Any] | None
Values = Mapping[str, Any]


def several(name: str) -> BindParameter[Any]:
    """Some values, handed in when the statement runs."""
    return bindparam(name, expanding=True)


def padded(values: Collection[Any]) -> list[Any]:
    """The values, the last one repeated up to a power of two: a statement is prepared for a few numbers of
    them, not for each. For a test of belonging (`in_`) only, where twice the same changes nothing.
    """
    found = list(values)
    return found + found[-1:] * ((1 << (len(found) - 1).bit_length()) - len(found)) if found else found


class Words(dict[Any, Any]):
    """The words of a closed list by what is stored, each converted the first time it is read."""

    def __init__(self, convert: Callable[[Any], Any]) -> None:
        super().__init__()
        self.convert = convert

    def __missing__(self, stored: Any) -> Any:
        """Its conversion, kept."""
        self[stored] = found = self.convert(stored)
        return found


@dataclass(frozen=True)
class Plan:
    """A statement as the driver takes it, for one engine and these numbers of values."""

    text: str
    names: tuple[str, ...] | None
    """The names of the driver's parameters; None where they go by their place."""
    fixed: tuple[Any, ...]
    """The values known since the statement was written; None where one is handed in."""
    handed: tuple[tuple[int, str, int | None, Process], ...]
    """Place, name, rank among several, conversion."""
    columns: tuple[tuple[int, Callable[[Any], Any]], ...]
    """The columns that are converted on the way out."""

    def arguments(self, values: Values) -> Any:
        """What the driver is given."""
        found = list(self.fixed)
        for place, name, rank, process in self.handed:
            value = values[name] if rank is None else values[name][rank]
            found[place] = value if process is None else process(value)
        return found if self.names is None else dict(zip(self.names, found, strict=True))

    def rows(self, fetched: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """The rows of the driver, as Python's values."""
        if not self.columns or not fetched:
            return fetched
        told: list[Iterable[Any]] = list(zip(*fetched, strict=True))
        for place, convert in self.columns:
            told[place] = map(convert, told[place])
        return list(zip(*told, strict=True))


class Line(NamedTuple):
    """A connection, and the driver's below it: going from one to the other cost more than a select by key."""

    on: Connection
    driver: Any

    @classmethod
    def of(cls, on: Connection) -> "Line":
        """That of a connection."""
        return cls(on, on.connection.driver_connection)

    def run(self, plan: Plan, values: Values) -> Any:
        """Run a statement: its cursor."""
        arguments = plan.arguments(values)
        if self.on.engine.dispatch.before_cursor_execute:  # somebody counts or times statements
            return self.on.exec_driver_sql(plan.text, tuple(arguments) if plan.names is None else arguments)
        return self.driver.execute(plan.text, arguments)


class Prepared:
    """A statement of Core whose parameters are named (`bindparam`, `several`); built where it is defined."""

    def __init__(self, statement: Select[*tuple[Any, ...]] | Insert | Update | Delete) -> None:
        self.statement = statement
        self.several: tuple[str, ...] | None = None
        self.plans: dict[tuple[Any, ...], Plan] = {}

    def rows(self, values: Values = {}, on: Connection | None = None) -> list[tuple[Any, ...]]:  # noqa: B006
        """Every row; what the session holds is written first. `on`: another connection than the session's."""
        line = _line(db.session) if on is None else Line.of(on)
        plan = self.plan(line.on, values)
        return plan.rows(line.run(plan, values).fetchall())

    def first(self, values: Values = {}, on: Connection | None = None) -> tuple[Any, ...] | None:  # noqa: B006
        """The first row, or None."""
        found = self.rows(values, on)
        return found[0] if found else None

    def scalar(self, values: Values = {}) -> Any:  # noqa: B006
        """The first column of the first row, or None."""
        found = self.rows(values)
        return found[0][0] if found else None

    def once(self, **values: Any) -> list[tuple[Any, ...]]:
        """Every row, as `rows` gives them; a request that only reads asks the same but once, whichever rooms
        want to know. Several values are handed in as a tuple.
        """
        if not reading.get():
            return self.rows(values)
        known = db.session.info.setdefault(ASKED, {})
        key = (self, *values.items())
        if key not in known:
            known[key] = self.rows(values)
        found: list[tuple[Any, ...]] = known[key]
        return found

    def write(self, values: Values) -> int:
        """Run an insert, update or delete in the session's transaction, which then asks for its event; how
        many rows. Objects of the session that hold them do not know of it: the caller expires them.
        """
        line = _writer()
        return int(line.run(self.plan(line.on, values), values).rowcount)

    def insert(self, values: Values) -> Any:
        """Run an insert; what it returns (`returning`), None for nothing."""
        line = _writer()
        plan = self.plan(line.on, values)
        return plan.rows(line.run(plan, values).fetchall())[0][0]

    def plan(self, on: Connection, values: Values) -> Plan:
        """The statement for this engine and these numbers of values."""
        if self.several is None:
            binds = self.statement.compile(dialect=on.dialect).binds
            self.several = tuple(name for name, bind in binds.items() if bind.expanding and bind.required)
        key = (on.dialect.name, *(len(values[name]) for name in self.several))
        found = self.plans.get(key)
        if found is None:
            found = self.plans[key] = _plan(self.statement, on, values)
        return found


def _writer() -> Line:
    if reading.get():
        raise RuntimeError(WROTE_WHILE_READING)
    session = db.session
    session.info[WROTE] = True
    return _line(session)


def _line(session: Session) -> Line:
    """The session's, found once a transaction; what the session holds is written first."""
    session.flush()
    held: Line | None = session.info.get(LINE)
    if held is None:
        held = session.info[LINE] = Line.of(session.connection())
    return held


@event.listens_for(Session, "after_transaction_end")
@event.listens_for(Session, "after_soft_rollback")
def _let_go(session: Session, _ended: SessionTransaction) -> None:
    """The next statement asks the session anew, which says whether it still may run; what was read is old."""
    session.info.pop(LINE, None)
    session.info.pop(ASKED, None)


def _plan(statement: Any, on: Connection, values: Values) -> Plan:
    compiled = statement.compile(dialect=on.dialect)
    asked = {name for name, bind in compiled.binds.items() if bind.required}
    given = {name: value for name, value in values.items() if name in asked}
    state = compiled.construct_expanded_state(given)
    ranks = {
        each: (name, rank)
        for name, held in state.parameter_expansion.items()
        for rank, each in enumerate(held)
    }
    names = tuple(state.positiontup or state.parameters)
    fixed: list[Any] = [None] * len(names)
    handed = []
    for place, name in enumerate(names):
        base, rank = ranks.get(name, (name, None))
        process = compiled.binds[base].type.dialect_impl(on.dialect).bind_processor(on.dialect)
        if base in asked:
            handed.append((place, base, rank, process))
        else:
            value = state.parameters[name]
            fixed[place] = process(value) if process else value
    columns = [
        (place, Words(convert).__getitem__ if isinstance(column.type, Enum) else convert)
        for place, column in enumerate(getattr(statement, "exported_columns", ()))
        if (convert := column.type.dialect_impl(on.dialect).result_processor(on.dialect, None))
    ]
    by_place = state.positiontup is not None
    return Plan(state.statement, None if by_place else names, tuple(fixed), tuple(handed), tuple(columns))


def inserting(model: type[Base], *given: str, returning: str = "") -> Prepared:
    """An insert of one row that is handed these columns; the others take the default of their model."""
    table = model.metadata.tables[model.__tablename__]
    values: dict[str, Any] = {name: bindparam(name, type_=table.c[name].type) for name in given}
    for column in table.columns:
        if column.default is not None and column.name not in values:
            told = column.default.arg  # type: ignore[attr-defined]
            values[column.name] = told(None) if callable(told) else told
    made = table.insert().values(values)
    return Prepared(made.returning(table.c[returning]) if returning else made)
