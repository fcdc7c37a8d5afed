"""Writing what a preview said, all or nothing, through the verbs of the ledger; and taking it back."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, select, tuple_
from sqlalchemy.orm import selectinload

from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import put_line, touched
from clauses.hours.ledger.rules import OPEN_STATES, Source
from clauses.hours.workbooks.bulk import put_many
from clauses.hours.workbooks.known import Target
from clauses.hours.workbooks.models import HoursImport, PartialHours
from clauses.hours.workbooks.preview import Preview
from clauses.hours.workbooks.rules import WorkbookState
from clauses.people.employments.models import Employment
from clauses.people.valuation.rules import MinutesKind
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.formats import plural
from facilitator.words import RuleBroken

CHANGED = "Les relevés ont changé depuis l’aperçu : relisez-le, puis importez. Rien n’a été enregistré."
NOTHING = "Il n’y a rien à importer : tout est déjà enregistré, ou reste à corriger."
BATCH = 500
MANY = 1_000
"""Lines; beyond, the event of the import speaks for its statements."""
Changes = Mapping[Target, tuple[int | None, int]]


def write(row: HoursImport, preview: Preview, seen: str) -> None:
    """Write the lines of a preview. `seen` is the digest of the one that was shown.

    Raises `RuleBroken` when it changed, or holds nothing to write. Leaves `statement.filled` on every
    statement and `workbook.imported`. The caller commits.
    """
    if row.state is not WorkbookState.READ:
        raise RuleBroken("Ce fichier n’est plus à importer.")
    if seen != preview.digest:
        raise RuleBroken(CHANGED)
    changes = preview.matcher.changes()
    if not changes:
        raise RuleBroken(NOTHING)
    put(changes, row.id)
    row.written = [[*target[:2], target[2].value, *said] for target, said in changes.items()]
    row.parts_before = keep_parts(preview)
    row.counts = vars(preview.counts)
    row.state, row.confirmed_at, row.content = WorkbookState.DONE, now(), b""
    record("workbook.imported", row, **row.counts)


def put(changes: Changes, import_id: int) -> None:
    """Set each line to its minutes, statement by statement; past a thousand lines, in bulk."""
    by_statement: dict[int, list[tuple[int, MinutesKind, int]]] = defaultdict(list)
    for (statement, employment, kind), (_, after) in changes.items():
        by_statement[statement].append((employment, kind, after))
    employments = _employments({employment for _, employment, _ in changes})
    if len(changes) > MANY:
        whose = {one.id: one.participant_id for one in employments.values()}
        db.session.flush()
        put_many(((target, before, after) for target, (before, after) in changes.items()), whose)
        return
    for row in _statements(list(by_statement)):
        for employment, kind, minutes in by_statement[row.id]:
            put_line(row, employments[employment], kind, minutes, source=Source.WORKBOOK)
        touched(row, workbook=import_id)


def _statements(ids: list[int]) -> list[Statement]:
    found: list[Statement] = []
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        found += db.session.scalars(
            select(Statement).where(Statement.id.in_(part)).options(selectinload(Statement.lines))
        )
    return found


def _employments(ids: set[int]) -> dict[int, Employment]:
    found, ordered = {}, sorted(ids)
    for start in range(0, len(ordered), BATCH):
        part = ordered[start : start + BATCH]
        for one in db.session.scalars(select(Employment).where(Employment.id.in_(part))):
            found[one.id] = one
    return found


def keep_parts(preview: Preview) -> list[list[Any]]:
    """Remember what each week says; what was remembered of the same lines before, for the undoing."""
    matcher, before = preview.matcher, []
    for target, gathered in matcher.found.items():
        old = matcher.known.parts.get(target, {})
        stale = [(first, last) for first, last in old if gathered.is_whole or gathered.meeting(first, last)]
        if not old and gathered.is_whole:
            continue
        before += [[*key(target), str(first), str(last), minutes] for (first, last), minutes in old.items()]
        forget(target, stale)
        if not gathered.is_whole:
            keep(target, {(part.first, part.last): part.minutes for part in gathered.all})
    return before


def key(target: Target) -> list[Any]:
    """A line's place, as JSON."""
    return [target[0], target[1], target[2].value]


def forget(target: Target, spans: list[tuple[Any, Any]]) -> None:
    """Drop what some weeks said of a line."""
    if spans:
        db.session.execute(
            delete(PartialHours).where(
                PartialHours.statement_id == target[0],
                PartialHours.employment_id == target[1],
                PartialHours.kind == target[2],
                tuple_(PartialHours.starts_on, PartialHours.ends_on).in_(spans),
            )
        )


def keep(target: Target, parts: Mapping[tuple[Any, Any], int]) -> None:
    """Keep what some weeks say of a line."""
    statement, employment, kind = target
    db.session.add_all(
        PartialHours(
            statement_id=statement,
            employment_id=employment,
            kind=kind,
            starts_on=first,
            ends_on=last,
            minutes=minutes,
        )
        for (first, last), minutes in parts.items()
    )


def undo(row: HoursImport, last: HoursImport | None) -> None:
    """Take the last import back. Raises `RuleBroken` when something was sent or changed since.

    Leaves `statement.filled` on every statement and `workbook.undone`. The caller commits.
    """
    if row.state is not WorkbookState.DONE or row is not last:
        raise RuleBroken("Seul le dernier import s’annule.")
    changes: dict[Target, tuple[int | None, int]] = {}
    for statement, employment, kind, before, after in row.written:
        changes[statement, employment, MinutesKind(kind)] = (after or None, before or 0)
    check_untouched(changes)
    put(changes, row.id)
    restore_parts(row)
    row.state, row.undone_at = WorkbookState.UNDONE, now()
    record("workbook.undone", row, lines=len(changes))


def check_untouched(changes: Changes) -> None:
    """Refuse to undo what was sent, or changed by somebody since."""
    expected: dict[int, list[tuple[tuple[int, MinutesKind], int]]] = defaultdict(list)
    for (one, employment, kind), (after, _) in changes.items():
        expected[one].append(((employment, kind), after or 0))
    moved = 0
    for statement in _statements(sorted(expected)):
        if statement.state not in OPEN_STATES:
            raise RuleBroken("Des relevés de cet import sont déjà envoyés : il ne s’annule plus.")
        held = {(line.employment_id, line.kind): line.minutes for line in statement.lines}
        moved += sum(held.get(line, 0) != minutes for line, minutes in expected[statement.id])
    if moved:
        lines = plural(moved, "ligne a changé", "lignes ont changé")
        raise RuleBroken(f"{lines} depuis cet import : il ne s’annule plus. Corrigez à la main.")


def restore_parts(row: HoursImport) -> None:
    """Give back what single weeks said before the import."""
    for statement, employment, kind, *_ in row.written:
        db.session.execute(
            delete(PartialHours).where(
                PartialHours.statement_id == statement,
                PartialHours.employment_id == employment,
                PartialHours.kind == MinutesKind(kind),
            )
        )
    for statement, employment, kind, first, last, minutes in row.parts_before:
        spans = {(date.fromisoformat(first), date.fromisoformat(last)): minutes}
        keep((statement, employment, MinutesKind(kind)), spans)
