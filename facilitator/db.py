"""The database: session, base class, exact column types, SQLite set-up. Knows nothing of ours.

Laws kept here at run time, not only in tests: a request that reads cannot write (`reading`), and
a commit of changes without its audit event is refused (`AUDITED`, set by `facilitator.audit`).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, ClassVar

from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    String,
    event,
)
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    ORMExecuteState,
    Session,
    SessionTransaction,
    mapped_column,
)
from sqlalchemy.types import TypeDecorator

from facilitator.formats import search_key
from facilitator.words import Word
from facilitator.writers import took_turn

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
AUDITED = "audited"
WROTE = "wrote"
UNAUDITED = "unaudited because"
WROTE_WHILE_READING = "a request that only reads (GET, HEAD) tried to write: use POST"

WRITERS = 63
"""The number of PostgreSQL's advisory lock that a transaction which may write holds."""

CHECKPOINT_PAGES = 8_000
"""Pages (32 MB) of SQLite's journal before they are carried into the base: at its own 1,000 one sending in
forty did it, while all others waited. Every commit is on the disk all the same (`synchronous=FULL`).
"""

READS_ONLY = "reads only"
"""What a connection of SQLite was last told, in its `info`."""

reading: ContextVar[bool] = ContextVar("reading", default=False)
ahead: ContextVar[bool] = ContextVar("ahead", default=False)
"""Whether what is read now comes before a write of the same request."""


class Instant(TypeDecorator[datetime]):
    """An aware instant, stored in UTC; a naive one is a mistake and is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to UTC on the way in; SQLite keeps no zone, so it is dropped there."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored: use facilitator.clock.now()")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back on the way out."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Money(TypeDecorator[Decimal]):
    """Euros as `Decimal` with two places, stored as whole cents: no float ever touches them."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Whole cents; more than two places is a mistake, not something to round in silence."""
        if value is None:
            return None
        cents = Decimal(value) * 100
        if cents != cents.to_integral_value():
            raise ValueError(f"money has two places at most: {value}")
        return int(cents)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Euros with two places."""
        return None if value is None else Decimal(value).scaleb(-2)


class Exact(TypeDecorator[Decimal]):
    """A decimal number (a rate, a coefficient) kept exactly, as text."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """Plain digits, without exponent."""
        return None if value is None else format(Decimal(value), "f")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        """The same number."""
        return None if value is None else Decimal(value)


def word_column() -> Enum:
    """How every `Word` is stored: its value, as text, checked by Python and not by the database."""
    return Enum(
        Word,
        native_enum=False,
        length=40,
        values_callable=lambda words: [word.value for word in words],
    )


class Base(DeclarativeBase):
    """What every table inherits: names for its constraints, words and instants stored alike."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {Word: word_column(), datetime: Instant()}


class Installation(Base):
    """The one row that says what this database is; a demonstration is one from its birth."""

    __tablename__ = "installation"

    id: Mapped[int] = mapped_column(primary_key=True)
    is_demo: Mapped[bool]


@event.listens_for(Installation, "before_update")
@event.listens_for(Installation, "before_delete")
def _what_is_born_stays(*_: Any) -> None:
    raise RuntimeError("what a database is was said at its birth: it cannot change")


class WriteProbe(Base):
    """An always empty table: the readiness probe writes there and rolls back."""

    __tablename__ = "write_probe"

    id: Mapped[int] = mapped_column(primary_key=True)


class Searchable:
    """A row that the search box finds: `search_text()` says by what, the folded key is kept."""

    search_key: Mapped[str] = mapped_column(String(600), default="", index=True)

    def search_text(self) -> str:
        """The words by which the row is found."""
        raise AttributeError(f"{type(self).__name__} says not by what it is found")


@event.listens_for(Searchable, "before_insert", propagate=True)
@event.listens_for(Searchable, "before_update", propagate=True)
def _keep_search_key(_mapper: Any, _connection: Any, row: Searchable) -> None:
    row.search_key = search_key(row.search_text())[:600]


db = SQLAlchemy()


@contextmanager
def unaudited(session: Session, why: str) -> Iterator[None]:
    """Let a purely technical write (progress of a job, delivery of a mail) pass without an event."""
    session.info[UNAUDITED] = why
    try:
        yield
    finally:
        session.info.pop(UNAUDITED, None)


@contextmanager
def looking() -> Iterator[Connection]:
    """A connection to read from before anything is written: it never waits for the lock of writers.

    A request that only reads looks through its session's own connection.
    """
    if reading.get():
        yield db.session.connection()
        return
    with _ahead(), db.engine.connect() as connection:
        yield connection


@contextmanager
def before_writing() -> Iterator[None]:
    """Read through the session before the lock of writers is asked, in a request that will write.

    What was read may change before the lock is held: whoever relies on it checks it again then.
    """
    with _ahead():
        try:
            yield
        finally:
            db.session.rollback()


@contextmanager
def _ahead() -> Iterator[None]:
    reads, comes_first = reading.set(True), ahead.set(True)
    try:
        yield
    finally:
        ahead.reset(comes_first)
        reading.reset(reads)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(dbapi: Any, _record: Any) -> None:
    """Durable (`FULL`), concurrent (WAL) and honest (foreign keys) on every new connection."""
    if not isinstance(dbapi, sqlite3.Connection):
        return
    dbapi.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=5000",
        "cache_size=-32768",
        f"wal_autocheckpoint={CHECKPOINT_PAGES}",
        "temp_store=MEMORY",
    ):
        dbapi.execute(f"PRAGMA {pragma}")


def _tell_mode(connection: Connection, dbapi: Any, read: bool) -> None:
    """Say `query_only` when it changes, and not for what is read ahead of a write: at each word of it SQLite
    throws away every statement that it had prepared on the connection, and half of a sending was preparing.
    """
    if connection.info.get(READS_ONLY) is not read and not (read and ahead.get()):
        dbapi.execute(f"PRAGMA query_only={int(read)}")
        connection.info[READS_ONLY] = read


@event.listens_for(Engine, "begin")
def _begin(connection: Any) -> None:
    """Let the database itself refuse to write while reading, whoever asks and however.

    To write, take the one lock of writers at once, on either engine, for five seconds at most: no
    read-then-write loses an update. The audit's chain puts writers in a line anyway. Never to read.
    """
    read = reading.get()
    if connection.dialect.name == "sqlite":
        dbapi = connection.connection.dbapi_connection
        _tell_mode(connection, dbapi, read)
        if read:
            dbapi.execute("BEGIN DEFERRED")
        elif not took_turn(connection.engine, dbapi):
            dbapi.execute("PRAGMA busy_timeout=0")  # five seconds were waited
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # refused once more, in SQLAlchemy's words
    elif read:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
    else:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = 5000; SELECT pg_advisory_xact_lock({WRITERS})")


@event.listens_for(Session, "before_flush")
def _refuse_writes_while_reading(session: Session, *_: Any) -> None:
    if not (session.new or session.deleted or any(map(session.is_modified, session.dirty))):
        return
    if reading.get():
        raise RuntimeError(WROTE_WHILE_READING)
    session.info[WROTE] = True


@event.listens_for(Session, "do_orm_execute")
def _watch_statements(state: ORMExecuteState) -> None:
    if not (state.is_insert or state.is_update or state.is_delete):
        return
    if reading.get():
        raise RuntimeError(WROTE_WHILE_READING)
    if state.bind_mapper is not None and state.bind_mapper.class_ is Installation:
        _what_is_born_stays()
    state.session.info[WROTE] = True


@event.listens_for(Session, "before_commit")
def _refuse_unaudited_commit(session: Session) -> None:
    if session.in_nested_transaction():
        return  # a savepoint is released: its writes count when the whole is committed
    session.flush()
    wrote = session.info.get(WROTE)
    if wrote and not session.info.get(AUDITED) and not session.info.get(UNAUDITED):
        raise RuntimeError("this commit leaves no audit event: call facilitator.audit's record()")


@event.listens_for(Session, "after_commit")
def _forget(session: Session) -> None:
    if session.in_nested_transaction():
        return
    session.info.update({WROTE: None, AUDITED: None})


@event.listens_for(Session, "after_transaction_create")
def _note_before(session: Session, begun: SessionTransaction) -> None:
    """Keep what stood when a savepoint begins, for the case it is undone."""
    if begun.nested:
        session.info[begun] = {name: session.info.get(name) for name in (WROTE, AUDITED)}


@event.listens_for(Session, "after_transaction_end")
def _forget_note(session: Session, ended: SessionTransaction) -> None:
    session.info.pop(ended, None)


@event.listens_for(Session, "after_soft_rollback")
def _undo(session: Session, ended: SessionTransaction) -> None:
    """What is undone leaves things as they stood: a savepoint takes nothing from the acts before it."""
    session.info.update(session.info.get(ended, {WROTE: None, AUDITED: None}))
