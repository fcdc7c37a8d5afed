"""What the lines of a statement add up to: what each counts for, and the totals kept with them."""

from sqlalchemy import func, select

from clauses.hours.ledger.models import CommitmentTotal, Statement, StatementLine
from clauses.hours.ledger.rules import LineState, totals
from clauses.people.valuation.models import ValuationRule
from clauses.people.valuation.queries import rules_of
from clauses.people.valuation.rules import Rule, applying, value
from facilitator.clock import now
from facilitator.db import db


def count(statement: Statement, line: StatementLine) -> None:
    """A line becomes an hour done: what it counts for is written once, with its explanation."""
    db.session.flush()
    rule = _rule_of(statement, line)
    before = 0 if rule is None else _under(rule.key, line.employment_id, statement.commitment.terms_id)
    found = value(line.minutes, rule, before)
    line.state, line.validated_at = LineState.VALIDATED, now()
    line.counted, line.rule_id, line.explanation = found.minutes, found.rule, found.sentence[:500]


def _rule_of(statement: Statement, line: StatementLine) -> Rule | None:
    """A correction follows the rule its line was counted under, even if another has come since: it gives
    back exactly what was given."""
    if line.corrects is not None:
        key = line.corrects.rule_id
        return db.session.get_one(ValuationRule, key).rule if key is not None else None
    rules = rules_of(statement.body_id)
    terms_id = statement.commitment.terms_id
    return applying(rules, line.employment.contract_type, line.kind, terms_id, statement.month)


def _under(rule_id: int, employment_id: int, terms_id: int) -> int:
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
    kept = db.session.get(CommitmentTotal, statement.commitment_id)
    if kept is None:
        kept = CommitmentTotal(
            commitment_id=statement.commitment_id,
            declared_minutes=0,
            validated_minutes=0,
            counted_minutes=0,
        )
        db.session.add(kept)
    moved = after - before
    kept.declared_minutes += moved.declared
    kept.validated_minutes += moved.validated
    kept.counted_minutes += moved.counted
