"""What is written in bulk is what the verbs of the ledger write, line by line."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.queries import put_line, touched
from clauses.hours.ledger.rules import Source
from clauses.hours.workbooks.bulk import put_many
from clauses.people.valuation.rules import MinutesKind
from facilitator.db import db
from tests.factories_hours import make_employment, make_running, make_statement

pytestmark = pytest.mark.each_engine
KINDS = list(MinutesKind)
Lines = dict[tuple[int, int, MinutesKind], int]
lines = st.dictionaries(
    st.tuples(st.integers(0, 1), st.integers(0, 1), st.sampled_from(KINDS)), st.integers(0, 3), max_size=6
)


def rows(statements: list[Statement]) -> list[Any]:
    """All that the base holds of these statements, save numbers, instants and versions."""
    db.session.flush()
    db.session.expire_all()
    ids = {one.id: place for place, one in enumerate(statements)}
    found = db.session.scalars(select(StatementLine).where(StatementLine.statement_id.in_(ids)))
    skipped = {"id", "version", "entered_at", "statement_id", "employment_id", "participant_id"}
    columns = [column.key for column in StatementLine.__table__.columns if column.key not in skipped]
    held = [
        (
            ids[row.statement_id],
            row.participant_id - row.employment_id,
            *(str(getattr(row, name)) for name in columns),
        )
        for row in found
    ]
    states = [(one.state, one.no_hours, one.totals) for one in statements]
    return [sorted(held), states]


def by_verbs(statements: list[Statement], jobs: list[Any], wanted: Lines) -> None:
    """Line by line."""
    for (place, job, kind), minutes in wanted.items():
        put_line(statements[place], jobs[job], kind, minutes, source=Source.WORKBOOK)
    for place in {place for place, _, _ in wanted}:
        touched(statements[place])
    db.session.flush()


def in_bulk(statements: list[Statement], jobs: list[Any], wanted: Lines) -> None:
    """All at once."""
    db.session.flush()
    found = db.session.scalars(
        select(StatementLine).where(StatementLine.statement_id.in_([one.id for one in statements]))
    )
    before = {(line.statement_id, line.employment_id, line.kind): line.minutes for line in found}
    changes = []
    for (place, job, kind), minutes in wanted.items():
        target = statements[place].id, jobs[job].id, kind
        if before.get(target, 0) != minutes or target in before and not minutes:
            changes.append((target, before.get(target), minutes))
    put_many(changes, {job.id: job.participant_id for job in jobs})
    untouched = {statements[place].id for place, _, _ in wanted} - {target[0] for target, _, _ in changes}
    assert untouched <= {one.id for one in statements}
    db.session.expire_all()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=lines, second=lines)
def test_bulk_and_verbs_leave_the_same_rows(app: object, first: Lines, second: Lines) -> None:
    outcomes = []
    for write in (by_verbs, in_bulk):
        commitment = make_running()
        jobs = [make_employment(commitment) for _ in range(2)]
        statements = [make_statement(commitment, date(2026, month, 1)) for month in (9, 10)]
        for wanted in (first, second):
            write(statements, jobs, wanted)
        outcomes.append(rows(statements))
    db.session.rollback()
    assert outcomes[0] == outcomes[1]
