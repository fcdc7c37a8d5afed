"""The verbs of the ledger. Each keeps the totals and leaves its event; the caller commits."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, false, func, select

from clauses.hours.checks.queries import findings_of
from clauses.hours.checks.rules import refusal
from clauses.hours.ledger.models import CommitmentTotal, Sending, Statement, StatementLine
from clauses.hours.ledger.rules import (
    DECLARING_STAGES,
    EMPTY,
    LOCKED,
    LineState,
    Source,
    State,
    check_correction,
    check_fillable,
    check_following,
    totals,
)
from clauses.people.employments.models import Employment
from clauses.people.valuation.queries import rules_of
from clauses.people.valuation.rules import MinutesKind, applying, value
from facilitator.access import COMPANY_ROLES, Asker, asking
from facilitator.accounts.queries import owned
from facilitator.audit.queries import record
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.formats import day
from facilitator.words import RuleBroken


def statements_of(asker: Asker) -> Select[Statement]:
    """The statements an asker may see with their lines: its body's, or those its company answers.

    A buyer sees totals, never lines: it reads `CommitmentTotal` through `commitments_of`.
    """
    if asker.body_id is not None:
        return owned(Statement, asker)
    if asker.role in COMPANY_ROLES:
        return select(Statement).where(Statement.organisation_id == asker.organisation_id)
    return select(Statement).where(false())


def statement_of(asker: Asker, statement_id: int) -> Statement | None:
    """One statement, if the asker may see it."""
    return db.session.scalar(statements_of(asker).where(Statement.id == statement_id))


def _author() -> int | None:
    asker = asking.get()
    return asker.user_id if asker else None


def _check_open(statement: Statement) -> None:
    contract = statement.commitment.terms.lot.contract
    if contract.stage not in DECLARING_STAGES or contract.archived_on is not None:
        raise RuleBroken("Ce marché n’accepte plus de déclaration : son suivi est terminé.")


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

    Raises `RuleBroken` when the statement is sent or validated, or the figure negative.
    """
    check_fillable(statement.state)
    _check_open(statement)
    if minutes < 0:
        raise RuleBroken("Des heures ne peuvent pas être négatives.", "minutes")
    line = _original(statement, employment.id, kind)
    if line is not None and statement.state is State.RETURNED and not _may_mend(statement, line):
        raise RuleBroken("Seules les lignes renvoyées se corrigent : les autres sont déjà contrôlées.")
    if minutes == 0 and not remark:
        if line is not None:
            statement.lines.remove(line)
        return None
    if line is None:
        line = StatementLine(
            employment=employment,
            participant_id=employment.participant_id,
            kind=kind,
            state=LineState.ENTERED,
        )
        statement.lines.append(line)
    line.minutes, line.source, line.remark = minutes, source, remark[:500]
    line.entered_at, line.author_id = now(), _author()
    return line


def _original(statement: Statement, employment_id: int, kind: MinutesKind) -> StatementLine | None:
    for line in statement.lines:
        if line.corrects_id is None and line.employment_id == employment_id and line.kind is kind:
            return line
    return None


def _may_mend(statement: Statement, line: StatementLine) -> bool:
    """In a returned statement only the lines named may change; all of them when none was named."""
    named = [each for each in statement.lines if each.state is LineState.RETURNED]
    return not named or line in named


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
    statement.lines.clear()
    statement.no_hours = True
    if statement.state is State.EXPECTED:
        statement.state = State.DRAFT
    settle(statement)
    record("statement.nothing", statement)


def submit(statements: Sequence[Statement], author_name: str) -> Sending:
    """Send statements of one company to one body together: one receipt. Leaves `statement.sent` for each.

    Raises `RuleBroken` when one is empty without saying so, or a blocking check finds something.
    """
    if not statements:
        raise RuleBroken("Il n’y a rien à envoyer.")
    first = statements[0]
    if len({(each.body_id, each.organisation_id) for each in statements}) > 1:
        raise ValueError("one sending is of one company to one body")
    for statement in statements:
        if statement.state is State.EXPECTED or not (statement.lines or statement.no_hours):
            raise RuleBroken(EMPTY)
        check_following(statement.state, State.SUBMITTED)
        if refused := refusal(findings_of(statement)):
            raise RuleBroken(refused)
    sending = Sending(
        body_id=first.body_id,
        organisation_id=first.organisation_id,
        sent_at=now(),
        author_id=_author(),
        author_name=author_name[:120],
        minutes=sum(statement.entered_minutes for statement in statements),
        snapshot=[_snapshot(statement) for statement in statements],
    )
    db.session.add(sending)
    db.session.flush()
    for statement in statements:
        statement.state, statement.submitted_at, statement.sending = State.SUBMITTED, sending.sent_at, sending
        for line in statement.lines:
            if line.state is LineState.RETURNED:
                line.state, line.reason = LineState.ENTERED, ""
        settle(statement)
        record("statement.sent", statement, sending=sending.id, minutes=statement.declared_minutes)
    return sending


def _snapshot(statement: Statement) -> dict[str, Any]:
    return {
        "statement": statement.id,
        "month": statement.month.isoformat(),
        "no_hours": statement.no_hours,
        "lines": [[line.employment_id, line.kind.value, line.minutes] for line in statement.lines],
    }


def recall(statement: Statement) -> None:
    """The company takes back what it sent and nobody has validated. Leaves `statement.recalled`."""
    check_following(statement.state, State.DRAFT)
    statement.state, statement.submitted_at = State.DRAFT, None
    settle(statement)
    record("statement.recalled", statement)


def give_back(statement: Statement, reason: str, lines: Iterable[tuple[StatementLine, str]] = ()) -> None:
    """Return a statement to the company, naming the lines to mend if only some are.

    Leaves `statement.returned`.
    """
    check_following(statement.state, State.RETURNED)
    if not reason.strip():
        raise RuleBroken("Indiquez ce que l’entreprise doit corriger.", "reason")
    statement.state, statement.returned_at, statement.return_reason = State.RETURNED, now(), reason[:1000]
    for line, why in lines:
        line.state, line.reason = LineState.RETURNED, (why or reason)[:500]
    settle(statement)
    record("statement.returned", statement)


def validate(statement: Statement, by_agreement: bool = False) -> None:
    """Validate a sent statement: its lines count from now on. Leaves `statement.validated`.

    `by_agreement`: the employer's and the user company's figures match, nobody had to look.
    """
    check_following(statement.state, State.VALIDATED)
    _check_open(statement)
    statement.state, statement.validated_at = State.VALIDATED, now()
    statement.validated_by_id = None if by_agreement else _author()
    for line in sorted(statement.lines, key=lambda line: line.id):
        if line.state is LineState.ENTERED:
            _count(statement, line)
    settle(statement)
    record(
        "statement.validated",
        statement,
        minutes=statement.validated_minutes,
        counted=statement.counted_minutes,
        agreed=by_agreement,
    )


def _count(statement: Statement, line: StatementLine) -> None:
    """A line becomes an hour done: what it counts for is written once, with its explanation."""
    db.session.flush()
    terms_id = statement.commitment.terms_id
    rules = rules_of(statement.body_id)
    rule = applying(rules, line.employment.contract_type, line.kind, terms_id, statement.month)
    before = 0 if rule is None else _under(rule.key, line.employment_id, terms_id)
    found = value(line.minutes, rule, before)
    line.state, line.validated_at = LineState.VALIDATED, now()
    line.counted, line.rule_id, line.explanation = found.minutes, found.rule, found.sentence[:500]


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


def correct(
    statement: Statement, employment: Employment, kind: MinutesKind, minutes: int, reason: str
) -> StatementLine:
    """A signed line beside a validated month, counted at once. Leaves `statement.corrected`.

    Raises `RuleBroken` without reason or effect, or when it would take away more than there is.
    """
    if statement.state is not State.VALIDATED:
        raise RuleBroken("Ce mois n’est pas validé : changez directement ses heures.")
    _check_open(statement)
    same = [
        line
        for line in statement.lines
        if line.employment_id == employment.id and line.kind is kind and line.state is LineState.VALIDATED
    ]
    check_correction(minutes, sum(line.minutes for line in same), reason)
    original = next((line for line in same if line.corrects_id is None), None)
    line = StatementLine(
        employment=employment,
        participant_id=employment.participant_id,
        kind=kind,
        minutes=minutes,
        reason=reason[:500],
        corrects=original,
        entered_at=now(),
        author_id=_author(),
    )
    statement.lines.append(line)
    _count(statement, line)
    settle(statement)
    record("statement.corrected", statement, minutes=minutes, counted=line.counted)
    return line


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


def check_due(statement: Statement) -> str:
    """Until when it may be sent, for the company (`avant le 10 novembre 2026`)."""
    late = statement.due_on < today()
    return f"attendu depuis le {day(statement.due_on)}" if late else f"avant le {day(statement.due_on)}"


def refuse_locked(statement: Statement) -> None:
    """Refuse whatever would change a validated month."""
    if statement.state is State.VALIDATED:
        raise RuleBroken(LOCKED)
