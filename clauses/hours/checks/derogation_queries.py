"""Grant a derogation, or take it back. The caller commits."""

from sqlalchemy import select

from clauses.hours.checks.models import Derogation
from clauses.hours.checks.rules import DEROGABLE, Code
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.rules import LOCKED, State
from facilitator.access import Asker
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.words import RuleBroken


def standing_on(statement: Statement) -> list[Derogation]:
    """The derogations that stand on a statement, in the order they were made."""
    found = select(Derogation).where(
        Derogation.statement_id == statement.id, Derogation.withdrawn_at.is_(None)
    )
    return list(db.session.scalars(found.order_by(Derogation.id)))


def grant(asker: Asker, statement: Statement, employment_id: int, code: Code, reason: str) -> Derogation:
    """Let a blocking finding pass for one employment, with who and why. Leaves `derogation.granted`.

    Raises `RuleBroken` without a reason, on what nobody may waive, or on a validated month.
    """
    if statement.state is State.VALIDATED:
        raise RuleBroken(LOCKED)
    if code not in DEROGABLE:
        raise RuleBroken("Cette règle ne connaît pas de dérogation.")
    if not reason.strip():
        raise RuleBroken("Indiquez le motif de la dérogation.", "reason")
    for known in standing_on(statement):
        if (known.employment_id, known.code) == (employment_id, code):
            return known
    derogation = Derogation(
        body_id=statement.body_id,
        statement=statement,
        employment_id=employment_id,
        code=code,
        reason=reason.strip()[:1000],
        author_id=asker.user_id,
        made_at=now(),
    )
    db.session.add(derogation)
    record("derogation.granted", statement, code=code.value, employment=employment_id)
    return derogation


def withdraw(derogation: Derogation) -> None:
    """Take a derogation back while its month is not validated. Leaves `derogation.withdrawn`.

    Raises `RuleBroken` once the month is validated: its hours were counted under it.
    """
    if derogation.statement.state is State.VALIDATED:
        raise RuleBroken(LOCKED)
    derogation.withdrawn_at = now()
    record(
        "derogation.withdrawn",
        derogation.statement,
        code=derogation.code.value,
        employment=derogation.employment_id,
    )
