"""The verbs of the ledger. Each keeps the totals and leaves its event; the caller commits."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.util import identity_key

from clauses.contracts.models import ClauseTerms, Commitment, Lot
from clauses.hours.checks.queries import check_countable, findings_of, findings_with, held
from clauses.hours.checks.rules import Level, refusal
from clauses.hours.confirmation.queries import confirmed_among
from clauses.hours.ledger.checked_queries import Checked, checked
from clauses.hours.ledger.held_queries import Held
from clauses.hours.ledger.models import Sending, Statement, StatementLine
from clauses.hours.ledger.rules import (
    CHECKED,
    DECLARING_STAGES,
    LOCKED,
    POOLED,
    LineState,
    Source,
    State,
    check_correction,
    check_fillable,
    check_following,
    check_minutes,
    check_recall,
)
from clauses.hours.ledger.sending_queries import Receipt, write_sending
from clauses.hours.ledger.total_queries import count, settle
from clauses.hours.ledger.validating_queries import write_validation
from clauses.people.employments.models import Employment
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import COMPANY_ROLES, Asker, Role, asking
from facilitator.accounts.queries import owned
from facilitator.audit.queries import record
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.formats import day
from facilitator.words import RuleBroken

REACH = (
    joinedload(Statement.commitment, innerjoin=True)
    .joinedload(Commitment.terms, innerjoin=True)
    .joinedload(ClauseTerms.lot, innerjoin=True)
    .joinedload(Lot.contract, innerjoin=True),
)
"""What every act needs of a statement, in its own select."""


def statements_of(asker: Asker) -> Select[Statement]:
    """The statements an asker may see with their lines: its body's, or those its company answers (by a link:
    to this body, these months).

    A buyer sees totals, never lines: it reads `CommitmentTotal` through `commitments_of`.
    """
    if asker.body_id is not None:
        return owned(Statement, asker)
    scope = asker.scope
    body, months = (scope.body_id, scope.months) if scope is not None else (None, ())
    return select(Statement).where(within(asker.role, asker.organisation_id, body, months))


def within(role: Role, organisation: Any, body: Any, months: Any) -> ColumnElement[bool]:
    """The statements that a company answers; by a link, those of this body and months."""
    hers = Statement.organisation_id == organisation
    if role is Role.LINK:
        return and_(hers, Statement.body_id == body, Statement.month.in_(months))
    return hers if role in COMPANY_ROLES else false()


def statement_of(asker: Asker, statement_id: int) -> Statement | None:
    """One statement, if the asker may see it."""
    return db.session.scalar(statements_of(asker).where(Statement.id == statement_id).options(*REACH))


def _author() -> int | None:
    asker = asking.get()
    return asker.account_id if asker else None


def _check_open(statement: Statement) -> None:
    contract = statement.commitment.terms.lot.contract
    if contract.stage not in DECLARING_STAGES or contract.archived_on is not None:
        raise RuleBroken("Ce marché n’accepte plus de déclaration : son suivi est terminé.")


def put_line(
    statement: Statement,
    employment: Employment,
    kind: MinutesKind,
    minutes: int,
    *,
    source: Source = Source.FORM,
    remark: str = "",
) -> StatementLine | None:
    """Set the minutes of one employment and kind; zero takes the line away (None). No event by itself:
    call `touched` once after the last line.

    Raises `RuleBroken` when the statement is sent or validated, the line already checked, or the figure
    impossible.
    """
    check_fillable(statement.state)
    _check_open(statement)
    check_minutes(minutes)
    line = _original(statement, employment.id, kind)
    if line is not None:
        _check_change(statement, line, source)
    if minutes == 0 and not remark:
        _take_away(statement, line)
        return None
    if line is None:
        line = _new_line(statement, employment, kind)
    line.minutes, line.source, line.remark = minutes, source, remark[:500]
    line.entered_at, line.author_id = now(), _author()
    return line


def _new_line(statement: Statement, employment: Employment, kind: MinutesKind) -> StatementLine:
    """A line of this employment, with no figure yet. Another body's employment is a programming error."""
    if employment.body_id != statement.body_id:
        raise ValueError("an employment of another body")
    line = StatementLine(
        employment=employment,
        employment_id=employment.id,  # known at once: the next look at the lines need not wait for a flush
        participant_id=employment.participant_id,
        kind=kind,
        state=LineState.ENTERED,
    )
    statement.lines.append(line)
    return line


def _take_away(statement: Statement, line: StatementLine | None) -> None:
    """Remove a line. One that was returned stays, at zero, until the statement is sent again: it is what
    says which lines may change."""
    if line is None:
        return
    if line.state is LineState.RETURNED:
        line.minutes, line.remark, line.source = 0, "", Source.FORM
        line.entered_at, line.author_id = now(), _author()
        return
    statement.lines.remove(line)
    db.session.flush()  # the same line may come again: its removal must be written first


def _original(statement: Statement, employment_id: int, kind: MinutesKind) -> StatementLine | None:
    for line in statement.lines:
        if line.corrects_id is None and line.employment_id == employment_id and line.kind is kind:
            return line
    return None


def _check_change(statement: Statement, line: StatementLine, source: Source = Source.FORM) -> None:
    """Refuse to change a line already checked, or another way than it came when it is part of a pool."""
    if not may_change(statement, line):
        raise RuleBroken(CHECKED)
    if line.source is Source.POOL and source is not Source.POOL:
        raise RuleBroken(POOLED)


def may_change(statement: Statement, line: StatementLine) -> bool:
    """In a returned statement that names lines, only they and those added since may change."""
    if statement.state is not State.RETURNED or line.state is LineState.RETURNED:
        return True
    if statement.returned_at is not None and line.entered_at > statement.returned_at:
        return True
    return not any(each.state is LineState.RETURNED for each in statement.lines)


def touched(statement: Statement, **details: Any) -> None:
    """The lines of a statement were filled: it is in progress. Leaves `statement.filled`."""
    if statement.state is State.EXPECTED:
        statement.state = State.DRAFT
    if statement.lines:
        statement.no_hours = False
    elif statement.state is State.DRAFT and not statement.no_hours:
        statement.state = State.EXPECTED
    settle(statement)
    record("statement.filled", statement, lines=len(statement.lines), **details)


def say_nothing(statement: Statement) -> None:
    """The company answers: no hours this month. Leaves `statement.nothing`."""
    check_fillable(statement.state)
    _check_open(statement)
    for line in statement.lines:
        _check_change(statement, line)
    statement.lines.clear()
    statement.no_hours = True
    if statement.state is State.EXPECTED:
        statement.state = State.DRAFT
    settle(statement)
    record("statement.nothing", statement)


def submit(statements: Sequence[Statement], author_name: str) -> Sending:
    """Send statements of the session together: one receipt. Leaves `statement.sent` for each.

    Raises `RuleBroken` as `checked` does.
    """
    db.session.flush()
    receipt = send(checked(statement.id for statement in statements), author_name)
    return db.session.get_one(Sending, receipt.id)


def send(ready: Checked, author_name: str) -> Receipt:
    """Send what was checked, then validate those of which the employers say the same (`agree_on`)."""
    receipt = write_sending(ready, author_name)
    for each in receipt.held:
        _forget(each)
    lent = [each.id for each in receipt.held if each.lines and all(line.lent for line in each.standing)]
    if lent:
        agree_on(db.session.scalars(select(Statement).where(Statement.id.in_(lent)).options(*REACH)))
    return receipt


def _forget(month: Held) -> None:
    """Objects of the session that hold the rows just written read them anew."""
    known = db.session.identity_map
    if not len(known):
        return
    keys = [
        identity_key(Statement, month.id),
        *(identity_key(StatementLine, line.id) for line in month.lines),
    ]
    for found in filter(None, map(known.get, keys)):
        db.session.expire(found)


def agree_on(statements: Iterable[Statement]) -> int:
    """Validate those sent of which the employers say the same, when nothing is to look at; how many.

    Only months of people who are all lent (ETTI, GEIQ…): two matching figures need no facilitator.
    """
    sent = [each for each in statements if each.state is State.SUBMITTED]
    agreed = confirmed_among(sent)
    plain = [
        each
        for each in sent
        if each.id in agreed
        and all(found.level in (Level.NOTE, Level.DEROGATION) for found in findings_of(each))
    ]
    for each in plain:
        validate(each, by_agreement=True)
    return len(plain)


def recall(statement: Statement) -> None:
    """The company takes back what it sent and nobody has validated. Leaves `statement.recalled`."""
    check_recall(statement.state)
    _check_open(statement)
    statement.state, statement.submitted_at = State.DRAFT, None
    settle(statement)
    record("statement.recalled", statement)


def give_back(statement: Statement, reason: str, lines: Iterable[tuple[StatementLine, str]] = ()) -> None:
    """Return a statement to the company, naming the lines to mend if only some are.

    Leaves `statement.returned`.
    """
    check_following(statement.state, State.RETURNED)
    _check_open(statement)
    if not reason.strip():
        raise RuleBroken("Indiquez ce que l’entreprise doit corriger.", "reason")
    lines = list(lines)
    if any(line.statement is not statement for line, _ in lines):
        raise ValueError("a line of another statement")
    statement.state, statement.returned_at, statement.return_reason = State.RETURNED, now(), reason[:1000]
    for line, why in lines:
        line.state, line.reason = LineState.RETURNED, (why or reason)[:500]
    settle(statement)
    record("statement.returned", statement)


def validate(statement: Statement, by_agreement: bool = False) -> None:
    """Validate a sent statement: its lines count from now on. Leaves `statement.validated`.

    `by_agreement`: the employer's and the user company's figures match, nobody had to look.
    """
    month = held(statement)
    check_following(month.head.state, State.VALIDATED)
    _check_open(statement)
    check_countable([month])  # a certificate may have been revoked since the sending
    write_validation(month, by_agreement)
    _forget(month)


def correct(
    statement: Statement, employment: Employment, kind: MinutesKind, minutes: int, reason: str
) -> StatementLine:
    """A signed line beside a validated month, counted at once. Leaves `statement.corrected`.

    Raises `RuleBroken` without reason or effect, when it would take away more than there is, or when
    what it adds breaks a blocking check: a correction is no way round them.
    """
    if statement.state is not State.VALIDATED:
        raise RuleBroken("Ce mois n’est pas validé : changez directement ses heures.")
    _check_open(statement)
    same = [
        line
        for line in statement.lines
        if line.employment_id == employment.id and line.kind is kind and line.state is LineState.VALIDATED
    ]
    balance = sum(line.minutes for line in same)
    check_correction(minutes, balance, reason)
    if minutes > 0 and (refused := refusal(findings_with(statement, employment, kind, balance + minutes))):
        raise RuleBroken(refused)
    line = _new_line(statement, employment, kind)
    line.corrects = next((one for one in same if one.corrects_id is None), None)
    line.minutes, line.reason, line.entered_at, line.author_id = minutes, reason[:500], now(), _author()
    count(statement, line)
    settle(statement)
    record("statement.corrected", statement, minutes=minutes, counted=line.counted)
    return line


def check_due(due_on: date) -> str:
    """Until when a month may be sent, for the company (`avant le 10 novembre 2026`)."""
    late = due_on < today()
    return f"attendu depuis le {day(due_on)}" if late else f"avant le {day(due_on)}"


def refuse_locked(statement: Statement) -> None:
    """Refuse whatever would change a validated month."""
    if statement.state is State.VALIDATED:
        raise RuleBroken(LOCKED)
