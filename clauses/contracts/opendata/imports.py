"""One import from its first byte to its summary: read, store, say where it is, leave its audit event."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import IO, Any
from weakref import finalize

from sqlalchemy import Connection, create_engine, event, insert, select, update

from clauses.contracts.opendata.batches import batches_of
from clauses.contracts.opendata.models import (
    OpenDataImport,
    PublishedContract,
    PublishedVersion,
    RefusedRecord,
)
from clauses.contracts.opendata.reading.files import FOREIGN_STOP
from clauses.contracts.opendata.reading.shapes import Batch, Refusal, digest
from clauses.contracts.opendata.rules import ImportState, RefusedState
from clauses.contracts.opendata.store import Store, Tally
from facilitator.audit.queries import record
from facilitator.clock import now, today
from facilitator.db import Base, db, reading

# How long the write lock is held before other people's work may pass; longer writes each page less often.
HOLD_SECONDS = 0.4
REFUSALS_IN_MEMORY = 4 * 1024 * 1024
COUNTS = ("created", "updated", "unchanged", "refused", "skipped", "repaired", "set_aside")


def _spool() -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(REFUSALS_IN_MEMORY)


@dataclass(eq=False)
class Summary:
    """What an import gave. `created + updated + unchanged + refused = read`."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    skipped: int = 0
    repaired: int = 0
    set_aside: int = 0
    done: int = 0
    seconds: float = 0
    stop: str = ""
    sentence: str = ""
    import_id: int | None = None
    spool: IO[bytes] = field(default_factory=_spool)

    def __post_init__(self) -> None:
        """The spool goes with the summary."""
        finalize(self, self.spool.close)

    @property
    def read(self) -> int:
        """Records of the file (of the authority, when one was asked for)."""
        return self.created + self.updated + self.unchanged + self.refused

    @property
    def counts(self) -> dict[str, int]:
        """The figures, `read` first."""
        return {"read": self.read} | {name: getattr(self, name) for name in COUNTS}

    def refuse(self, refusal: Refusal) -> None:
        """Write a refusal down; a file of nothing but refusals must not fill the memory."""
        self.refused += 1
        facts = {name: getattr(refusal, name) for name in ("position", "uid", "field", "reason")}
        self.spool.write(json.dumps(facts, ensure_ascii=False).encode() + b"\n")

    def refusals(self) -> Iterator[dict[str, Any]]:
        """Every refusal, in the order of the file."""
        self.spool.seek(0)
        for line in self.spool:
            yield json.loads(line)
        self.spool.seek(0, 2)

    def add(self, batch: Batch, tally: Tally) -> None:
        """Count what a batch gave."""
        self.created += tally.created
        self.updated += tally.updated
        self.unchanged += tally.unchanged
        self.skipped += batch.skipped
        self.repaired += batch.repaired
        self.set_aside += batch.set_aside
        self.done = max(self.done, batch.done)
        self.stop, self.sentence = batch.stop, batch.sentence


def open_import(file: Path, name: str, authority: str = "", **over: Any) -> int:
    """Write down that an import begins; its number."""
    moment = now()
    values = {
        "file_name": name[-300:],
        "authority": authority,
        "state": ImportState.RUNNING,
        "started_at": moment,
        "beat_at": moment,
        "size": file.stat().st_size if file.is_file() else 0,
    }
    row = OpenDataImport(**values | over)
    db.session.add(row)
    record("opendata.import_started", row, size=row.size, authority=authority)
    db.session.commit()
    import_id = row.id
    db.session.close()
    return import_id


def run_import(path: Path, import_id: int, authority: str = "") -> Summary:
    """Read the file into the database; what was read before a stop is kept."""
    summary, start = Summary(import_id=import_id), perf_counter()
    with db.engine.connect() as connection:
        _spare_writes(connection)
        committed = perf_counter()
        for batch in batches_of(path, today(), authority):
            tally = Store(connection).keep(batch.rows, import_id)
            for refusal in batch.refusals:
                if keep_refusal(connection, refusal, import_id):
                    summary.refuse(refusal)
                else:
                    tally.unchanged += 1
            summary.add(batch, tally)
            _say_where(connection, summary)
            if perf_counter() - committed > HOLD_SECONDS:
                connection.commit()
                committed = perf_counter()
        connection.commit()
    summary.seconds = round(perf_counter() - start, 3)
    _close(summary)
    return summary


def _spare_writes(connection: Connection) -> None:
    """SQLite: a log of 64 MB before it is copied back (pages written often are copied once), less memory."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA wal_autocheckpoint=16000")
        connection.exec_driver_sql("PRAGMA cache_size=-8192")


def preview_import(path: Path, authority: str = "", import_id: int | None = None) -> Summary:
    """The same reading, with nothing written but its progress: what it would create, update, refuse."""
    summary, start = Summary(), perf_counter()
    with scratch() as (store, behind):
        for batch in batches_of(path, today(), authority):
            tally = store.keep(batch.rows, 0)
            for refusal in batch.refusals:
                if is_mended(behind, refusal):
                    tally.unchanged += 1
                else:
                    summary.refuse(refusal)
            summary.add(batch, tally)
            if import_id is not None:
                tell(import_id, done=summary.done)
    summary.seconds = round(perf_counter() - start, 3)
    return summary


def tell(import_id: int, **values: Any) -> None:
    """Write down where an import is, at once."""
    with db.engine.begin() as connection:
        connection.execute(
            update(OpenDataImport).where(OpenDataImport.id == import_id).values(**values, beat_at=now())
        )


@contextmanager
def scratch() -> Iterator[tuple[Store, Connection]]:
    """A store in a temporary database, with the real one behind it to look things up."""
    with tempfile.TemporaryDirectory(prefix="facilitator-") as folder:
        engine = create_engine(f"sqlite:///{folder}/preview.sqlite3")
        event.listen(engine, "connect", _loosen)
        tables = [Base.metadata.tables[each.__tablename__] for each in (PublishedContract, PublishedVersion)]
        try:
            with engine.begin() as connection:
                Base.metadata.create_all(connection, tables=tables)
            with engine.connect() as connection, reading_connection() as behind:
                yield Store(connection, behind), behind
        finally:
            engine.dispose()


def _loosen(dbapi: Any, _record: Any) -> None:
    """What is thrown away needs neither keys nor durability."""
    for pragma in ("foreign_keys=OFF", "journal_mode=OFF", "synchronous=OFF"):
        dbapi.execute(f"PRAGMA {pragma}")


@contextmanager
def reading_connection() -> Iterator[Connection]:
    """A connection that holds no write lock: other people's work goes on during a preview."""
    with db.engine.connect() as connection:
        token = reading.set(True)
        try:
            connection.begin()
        finally:
            reading.reset(token)
        yield connection


def keep_refusal(connection: Connection, refusal: Refusal, import_id: int) -> bool:
    """Keep a refused record once, however often its file is read; False when it was mended since."""
    raw_hash = digest(refusal.raw.encode())
    known = connection.execute(
        select(RefusedRecord.id, RefusedRecord.state)
        .where(
            RefusedRecord.raw_hash == raw_hash,
            (RefusedRecord.import_id != import_id) | (RefusedRecord.position == refusal.position),
        )
        .order_by(RefusedRecord.id)
        .limit(1)
    ).first()
    if known is not None:
        found = {"import_id": import_id, "position": refusal.position}
        connection.execute(update(RefusedRecord).where(RefusedRecord.id == known.id).values(found))
        return bool(known.state is not RefusedState.MENDED)
    connection.execute(
        insert(RefusedRecord).values(
            raw_hash=raw_hash,
            first_import_id=import_id,
            import_id=import_id,
            position=refusal.position,
            uid=refusal.uid[:200],
            field=refusal.field[:60],
            reason=refusal.reason[:300],
            raw=refusal.raw,
            state=RefusedState.OPEN,
            outcome="",
        )
    )
    return True


def is_mended(connection: Connection, refusal: Refusal) -> bool:
    """Whether this refused record was mended since."""
    found = connection.scalar(
        select(RefusedRecord.state).where(
            RefusedRecord.raw_hash == digest(refusal.raw.encode()),
            RefusedRecord.state == RefusedState.MENDED,
        )
    )
    return found is not None


def _say_where(connection: Connection, summary: Summary) -> None:
    counts = {name: getattr(summary, name) for name in COUNTS}
    connection.execute(
        update(OpenDataImport)
        .where(OpenDataImport.id == summary.import_id)
        .values(**counts, done=summary.done, beat_at=now())
    )


def _close(summary: Summary) -> None:
    """The end of an import, with its audit event."""
    row = db.session.get_one(OpenDataImport, summary.import_id)
    row.state = state_of(summary)
    row.sentence = summary.sentence[:500]
    row.beat_at = now()
    if row.state is ImportState.DONE:
        row.done = row.size
    record("opendata.import_ended", row, state=row.state.value, **summary.counts)
    db.session.commit()
    db.session.close()


def state_of(summary: Summary) -> ImportState:
    """How the reading ended."""
    if not summary.stop:
        return ImportState.DONE
    return ImportState.FOREIGN if summary.stop == FOREIGN_STOP else ImportState.INTERRUPTED
