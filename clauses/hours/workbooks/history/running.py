"""An import of past years at work, in a process of its own: it tells how far it is, and may be stopped."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from clauses.hours.workbooks.history.importing import Reading, read_history, write_history
from clauses.hours.workbooks.history.models import HistoryImport
from clauses.hours.workbooks.history.queries import asker_of, state_of, tell
from clauses.hours.workbooks.history.rules import KEPT_ERRORS, HistoryState, Report
from facilitator.access import Asker, asking
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db, reading
from facilitator.exchange.console import start_command
from facilitator.words import RuleBroken

TOLD_EVERY = 10_000
"""Rows."""
STOPPED = "Import abandonné\u00a0: rien n’a été enregistré."


def start(import_id: int, config: Mapping[str, object], write: bool = False) -> None:
    """Read the file of an import, or write it, in another process, which outlives this one."""
    options = ["--apply"] if write else []
    start_command(f"history-{import_id}", config, "statements", "resume", str(import_id), *options)


@contextmanager
def without_pauses() -> Iterator[None]:
    """No search for cycles meanwhile: plain values hold none, and looking takes a third of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def only_reading() -> Iterator[None]:
    """The base refuses to write, and no writer waits for us."""
    db.session.rollback()
    token = reading.set(True)
    try:
        yield
    finally:
        reading.reset(token)
        db.session.rollback()


def read_file(path: Path, asker: Asker, creating: bool, import_id: int | None = None) -> Reading:
    """Read a file against the base; its row, if it has one, tells how far it is.

    Raises `RuleBroken` when the file is not read, or somebody stopped it.
    """
    told = 0

    def progress(done: int, total: int) -> None:
        nonlocal told
        if import_id is None or done - told < TOLD_EVERY:
            return
        told = done
        tell(import_id, done=done, total=total)
        if state_of(import_id) is HistoryState.CANCELLED:
            raise RuleBroken(STOPPED)

    with without_pauses(), only_reading():
        return read_history(path, asker, creating, progress)


def apply(read: Reading, row: HistoryImport, asker: Asker) -> None:
    """Write what was read, its event and its row together, or nothing. Leaves `history.imported`."""
    token = asking.set(asker if asker.user_id else None)
    try:
        with without_pauses():
            row.written = write_history(read, asker)
        report = read.report
        report.applied = True
        row.state, row.confirmed_at, row.report = HistoryState.DONE, now(), report.facts(KEPT_ERRORS)
        record("history.imported", row, **counted(report))
        db.session.commit()
    finally:
        asking.reset(token)


def counted(report: Report) -> dict[str, Any]:
    """The figures of a report, without its sentences."""
    return {name: value for name, value in report.facts(0).items() if isinstance(value, int)}


def resume(import_id: int, write: bool) -> Report:
    """What the process does: read for nothing, or read again and write."""
    row = db.session.get_one(HistoryImport, import_id)
    path, creating, asker = Path(row.path), row.creating, asker_of(row)
    db.session.rollback()
    tell(import_id, done=0)
    try:
        read = read_file(path, asker, creating, import_id)
        if write:
            fresh = db.session.get_one(HistoryImport, import_id, populate_existing=True)
            if fresh.state is not HistoryState.WRITING:
                raise RuleBroken(STOPPED)
            apply(read, fresh, asker)
            path.unlink(missing_ok=True)
        else:
            facts = read.report.facts(KEPT_ERRORS)
            tell(import_id, state=HistoryState.READ, report=facts, done=read.report.rows)
        return read.report
    except RuleBroken as broken:
        db.session.rollback()
        if state_of(import_id) is not HistoryState.CANCELLED:
            tell(import_id, state=HistoryState.REFUSED, sentence=broken.message[:500])
        return Report(sentence=broken.message)
