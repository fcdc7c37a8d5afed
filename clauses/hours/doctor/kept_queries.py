"""What never changes once validated, and where an hour may stand: more invariants of the hours."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from clauses.contracts.models import Amendment, ClauseTerms, Commitment, Contract, Lot
from clauses.hours.checks.models import Derogation
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.rules import LineState, State, last_of
from facilitator.db import db
from facilitator.formats import hours

Line = tuple[int, str, int]


def validated_lines() -> Iterator[str]:
    """In a validated month every line is counted or refused; elsewhere none is counted."""
    line = StatementLine
    settled = line.state.in_((LineState.VALIDATED, LineState.REFUSED))
    uncounted = (line.state == LineState.VALIDATED) & (line.counted.is_(None) | line.validated_at.is_(None))
    found = (
        select(line.id)
        .join(Statement, Statement.id == line.statement_id)
        .where(
            (
                (Statement.state == State.VALIDATED)
                & ~settled
                & line.corrects_id.is_(None)
                & (line.reason == "")
            )
            | ((Statement.state != State.VALIDATED) & (line.state == LineState.VALIDATED))
            | uncounted
        )
    )
    for identifier in db.session.scalars(found):
        yield f"Ligne {identifier}\u00a0: elle n’est pas dans l’état de son relevé."


def as_sent() -> Iterator[str]:
    """The lines of a validated month are those that its company sent: only corrections came since."""
    validated = (
        select(Statement)
        .where(Statement.state == State.VALIDATED, Statement.sending_id.is_not(None))
        .options(joinedload(Statement.sending))
        .execution_options(yield_per=500)
    )
    for part in db.session.scalars(validated).partitions():
        now = _lines_of([statement.id for statement in part])
        for statement in part:
            assert statement.sending is not None
            told = next(one for one in statement.sending.snapshot if one["statement"] == statement.id)
            if sorted(map(tuple, told["lines"])) != sorted(now[statement.id]):
                number = statement.sending.number
                yield f"Relevé {statement.id}\u00a0: ses lignes ne sont plus celles de l’envoi {number}."


def _lines_of(statements: Sequence[int]) -> dict[int, list[Line]]:
    """The lines as declared: corrections, which have their reason, left out."""
    line = StatementLine
    rows = db.session.execute(
        select(line.statement_id, line.employment_id, line.kind, line.minutes).where(
            line.statement_id.in_(statements), line.corrects_id.is_(None), line.reason == ""
        )
    )
    found: dict[int, list[Line]] = defaultdict(list)
    for statement, employment, kind, minutes in rows:
        found[statement].append((employment, kind.value, minutes))
    return found


def within_contracts() -> Iterator[str]:
    """No validated hour before its contract begins or after its end, as it was before any amendment."""
    for month in db.session.scalars(select(Statement.month).distinct()).all():
        for identifier, minutes in db.session.execute(_outside(month)):
            yield f"Relevé {identifier}\u00a0: {hours(minutes)} validées hors des dates du marché."


def _outside(month: date) -> Select[int, int]:
    later = select(Amendment.id).where(
        Amendment.contract_id == Contract.id, Amendment.ends_on_before >= month
    )
    let = select(Derogation.id).where(
        Derogation.statement_id == Statement.id, Derogation.withdrawn_at.is_(None)
    )
    starts = func.coalesce(Commitment.starts_on, Contract.starts_on, Contract.notified_on)
    return (
        select(Statement.id, Statement.validated_minutes)
        .join(Commitment, Commitment.id == Statement.commitment_id)
        .join(ClauseTerms, ClauseTerms.id == Commitment.terms_id)
        .join(Lot, Lot.id == ClauseTerms.lot_id)
        .join(Contract, Contract.id == Lot.contract_id)
        .where(
            Statement.month == month,
            Statement.validated_minutes > 0,
            (starts > last_of(month)) | ((Contract.ends_on < month) & ~later.exists()),
            ~let.exists(),
        )
    )
