"""A validation: the lines of a sent month become hours done, written as plain rows (as `sending_queries`).

Fifty are validated at once: through the objects of the session each cost 3 ms of processor, mostly in writing
them back. Each update names the version that was read.
"""

from datetime import datetime

from sqlalchemy import Table, bindparam, update
from sqlalchemy.orm.exc import StaleDataError

from clauses.hours.ledger.held_queries import Head, Held, HeldLine
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.rules import Entry, LineState, State, totals
from clauses.hours.ledger.total_queries import move, under
from clauses.people.valuation.queries import rules_of
from clauses.people.valuation.rules import Rule, applying, value
from facilitator.access import asking
from facilitator.audit.queries import record
from facilitator.audit.rules import Subject
from facilitator.clock import now
from facilitator.prepared import Prepared

STATEMENTS: Table = Statement.metadata.tables[Statement.__tablename__]
LINES: Table = StatementLine.metadata.tables[StatementLine.__tablename__]
COUNTED = Prepared(
    update(LINES)
    .where(LINES.c.id == bindparam("key"), LINES.c.version == bindparam("read"))
    .values(
        version=LINES.c.version + 1,
        state=LineState.VALIDATED,
        validated_at=bindparam("at"),
        counted=bindparam("minutes"),
        rule_id=bindparam("rule"),
        explanation=bindparam("why"),
    )
)
VALIDATED = Prepared(
    update(STATEMENTS)
    .where(STATEMENTS.c.id == bindparam("key"), STATEMENTS.c.version == bindparam("read"))
    .values(
        version=STATEMENTS.c.version + 1,
        state=State.VALIDATED,
        validated_at=bindparam("at"),
        validated_by_id=bindparam("by"),
        declared_minutes=bindparam("declared"),
        validated_minutes=bindparam("validated"),
        counted_minutes=bindparam("counted"),
    )
)


def write_validation(month: Held, by_agreement: bool) -> None:
    """Count the lines of a sent month that was checked. Leaves `statement.validated`."""
    head, at, asker = month.head, now(), asking.get()
    rules = rules_of(head.body_id)
    entries = [
        _count(head, line, rules, at) if line.state is LineState.ENTERED else line.entry
        for line in month.lines
    ]
    after = totals(State.VALIDATED, entries)
    who = None if by_agreement or asker is None else asker.account_id
    sums = {"declared": after.declared, "validated": after.validated, "counted": after.counted}
    if VALIDATED.write({"key": head.id, "read": head.version, "at": at, "by": who} | sums) != 1:
        raise StaleDataError(f"statement {head.id} is no longer at version {head.version}")
    move(head.commitment_id, after - head.totals)
    subject = Subject(Statement.__tablename__, head.id)
    said = {"minutes": after.validated, "counted": after.counted, "agreed": by_agreement}
    record("statement.validated", subject, **said)


def _count(head: Head, line: HeldLine, rules: list[Rule], at: datetime) -> Entry:
    """A line becomes an hour done: what it counts for is written once, with its explanation."""
    rule = applying(rules, line.contract_type, line.kind, head.terms_id, head.month)
    before = under(rule.key, line.employment, head.terms_id) if rule is not None else 0
    found = value(line.minutes, rule, before)
    told = {"minutes": found.minutes, "rule": found.rule, "why": found.sentence[:500]}
    if COUNTED.write({"key": line.id, "read": line.version, "at": at} | told) != 1:
        raise StaleDataError(f"line {line.id} is no longer at version {line.version}")
    return Entry(line.minutes, LineState.VALIDATED, found.minutes)
