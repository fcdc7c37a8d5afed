"""What the lines of a statement add up to: what each counts for, and the totals kept with them."""

from collections.abc import Sequence

from sqlalchemy import Table, bindparam, func, select, update
from sqlalchemy.orm.util import identity_key

from clauses.hours.ledger.models import CommitmentTotal, Statement, StatementLine
from clauses.hours.ledger.rules import LineState, Totals, totals
from clauses.people.valuation.queries import rules_of
from clauses.people.valuation.rules import Rule, applying, value
from facilitator.clock import now
from facilitator.db import db
from facilitator.prepared import Prepared, inserting


def count(statement: Statement, line: StatementLine) -> None:
    """A correction is counted at once: what it counts for is written, with its explanation."""
    rule = _rule_of(statement, line, rules_of(statement.body_id))
    before = 0
    if rule is not None:
        db.session.flush()  # the lines counted just before are minutes under the rule too
        before = under(rule.key, line.employment_id, statement.commitment.terms_id)
    found = value(line.minutes, rule, before)
    line.state, line.validated_at = LineState.VALIDATED, now()
    line.counted, line.rule_id, line.explanation = found.minutes, found.rule, found.sentence[:500]


def _rule_of(statement: Statement, line: StatementLine, rules: Sequence[Rule]) -> Rule | None:
    """A correction follows the rule its line was counted under, even if another has come since: it gives
    back exactly what was given."""
    if line.corrects is not None:
        key = line.corrects.rule_id
        return next((rule for rule in rules if rule.key == key), None)
    terms_id = statement.commitment.terms_id
    return applying(rules, line.employment.contract_type, line.kind, terms_id, statement.month)


def under(rule_id: int, employment_id: int, terms_id: int) -> int:
    """Raw minutes of an employment already counted under a rule for a clause."""
    siblings = (
        select(func.coalesce(func.sum(StatementLine.minutes), 0))
        .join(Statement, Statement.id == StatementLine.statement_id)
        .where(
            StatementLine.employment_id == employment_id,
            StatementLine.rule_id == rule_id,
            StatementLine.state == LineState.VALIDATED,
            Statement.commitment.has(terms_id=terms_id),
        )
    )
    return int(db.session.scalar(siblings) or 0)


def settle(statement: Statement) -> None:
    """Bring the kept totals to what the lines say, the commitment's with them."""
    before = statement.totals
    after = totals(statement.state, (line.entry for line in statement.lines))
    if after == before:
        return
    statement.declared_minutes = after.declared
    statement.validated_minutes = after.validated
    statement.counted_minutes = after.counted
    move(statement.commitment_id, after - before)


TOTALS: Table = CommitmentTotal.metadata.tables[CommitmentTotal.__tablename__]
KEPT = ("commitment_id", "declared_minutes", "validated_minutes", "counted_minutes")
ADDED = Prepared(
    update(TOTALS)
    .where(TOTALS.c.commitment_id == bindparam("commitment_id"))
    .values({name: TOTALS.c[name] + bindparam(name) for name in KEPT[1:]})
)
BORN = inserting(CommitmentTotal, *KEPT)


def move(commitment: int, moved: Totals) -> None:
    """Add to a commitment's kept totals, in the database itself: writers follow each other."""
    if not any((moved.declared, moved.validated, moved.counted)):
        return
    added = dict(zip(KEPT, (commitment, moved.declared, moved.validated, moved.counted), strict=True))
    if not ADDED.write(added):
        BORN.write(added)
    known = db.session.identity_map.get(identity_key(CommitmentTotal, commitment))
    if known is not None:
        db.session.expire(known)
