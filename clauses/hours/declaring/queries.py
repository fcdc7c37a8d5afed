"""A company's statements as tasks, the people of one, its sending and its receipt. The caller commits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.rules import ReportingPeriod
from clauses.hours.declaring.models import TickedPeople
from clauses.hours.declaring.rules import Worker, chosen, refusal_of
from clauses.hours.ledger.asking_rules import Asking, asking, is_asked
from clauses.hours.ledger.models import Sending, Statement, StatementLine
from clauses.hours.ledger.queries import put_line, statements_of, touched
from clauses.hours.ledger.rules import (
    DECLARING_STAGES,
    OPEN_STATES,
    LineState,
    Source,
    State,
    check_fillable,
    first_of,
    last_of,
    previous_month,
)
from clauses.people.eligibility.queries import windows_of
from clauses.people.eligibility.rules import Window, eligible_until, on_clause
from clauses.people.employments.models import Assignment, Employment
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Asker
from facilitator.db import db
from facilitator.words import RuleBroken

WHOLE = (
    joinedload(Statement.commitment)
    .joinedload(Commitment.terms)
    .joinedload(ClauseTerms.lot)
    .joinedload(Lot.contract)
    .joinedload(Contract.buyer),
)


STILL_DECLARED = Statement.commitment.has(
    Commitment.terms.has(
        ClauseTerms.lot.has(
            Lot.contract.has(and_(Contract.archived_on.is_(None), Contract.stage.in_(DECLARING_STAGES)))
        )
    )
)
"""Its contract still takes statements: what is closed or put away is nobody's task."""
WAITING = and_(Statement.state.in_(OPEN_STATES), STILL_DECLARED)
NEXT_FIRST = (Statement.due_on, Statement.month, Statement.id)


def asked(on: date) -> ColumnElement[bool]:
    """Whether a company is asked for a month on a day: `asking_rules.is_asked` in SQL."""
    return and_(Statement.month < first_of(on), Statement.due_on <= last_of(on))


def asking_with(statement: Statement) -> Asking:
    """With what a statement is asked: its month, its quarter, the whole contract."""
    terms = statement.commitment.terms
    return asking(terms.reporting_period, statement.month, terms.lot.contract.ends_on)


@dataclass(frozen=True)
class Tasks:
    """The statements that are asked at once."""

    asking: Asking
    statements: list[Statement]

    @property
    def by_month(self) -> bool:
        """Whether they are all of the month that names them."""
        return self.asking.period is ReportingPeriod.MONTHLY

    @property
    def due_on(self) -> date:
        """The first day something is due."""
        return min(statement.due_on for statement in self.statements)


@dataclass(frozen=True)
class TaskList:
    """What a company must do, what it may do already (months of an unfinished quarter), what it has done."""

    to_do: list[Tasks]
    ahead: list[Tasks]
    done: list[Tasks]


def tasks_of(asker: Asker, on: date) -> TaskList:
    """The tasks of a company, the most urgent first; what it has done, the latest first.

    A month that is not over and untouched is nobody's task yet; one of an unfinished period waits for it.
    """
    seen = statements_of(asker).where(or_(Statement.state.not_in(OPEN_STATES), STILL_DECLARED))
    found = db.session.scalars(seen.options(*WHOLE).order_by(Statement.due_on, Statement.id))
    to_do, ahead, done = Grouped(), Grouped(), Grouped()
    for statement in found:
        if statement.state not in OPEN_STATES:
            done.add(statement)
        elif is_asked(statement.month, statement.due_on, on) or statement.state is not State.EXPECTED:
            to_do.add(statement)
        elif last_of(statement.month) < on:
            ahead.add(statement)
    urgent = sorted(to_do.tasks, key=lambda tasks: tasks.due_on)
    return TaskList(urgent, ahead.tasks, sorted(done.tasks, key=lambda one: one.asking, reverse=True))


class Grouped(dict[Asking, list[Statement]]):
    """Statements by what they are asked with."""

    def add(self, statement: Statement) -> None:
        """Put one in its place."""
        self.setdefault(asking_with(statement), []).append(statement)

    @property
    def tasks(self) -> list[Tasks]:
        """The groups, each with its months in order; what came back stands first."""
        return [Tasks(key, sorted(held, key=self._rank)) for key, held in self.items()]

    @staticmethod
    def _rank(statement: Statement) -> tuple[bool, date, int]:
        return statement.state is not State.RETURNED, statement.month, statement.id


def ready_beside(asker: Asker, statement: Statement) -> Sequence[Statement]:
    """The other statements of the same body that are filled and wait to be sent: those of its month, and
    those asked together with it (the three months of a quarter)."""
    beside = statements_of(asker).where(
        Statement.body_id == statement.body_id,
        Statement.organisation_id == statement.organisation_id,
        or_(Statement.month == statement.month, Statement.due_on == statement.due_on),
        Statement.id != statement.id,
        Statement.state.in_((State.DRAFT, State.RETURNED)),
        STILL_DECLARED,
    )
    found = db.session.scalars(beside.options(*WHOLE).order_by(Statement.month, Statement.id)).all()
    return [one for one in found if one.lines or one.no_hours]


def workers_of(statement: Statement) -> list[Worker]:
    """The people of a statement: assigned to its commitment this month or the last, or with lines in it."""
    last = last_of(statement.month)
    filled = {line.employment_id for line in statement.lines}
    assigned = select(Assignment.employment_id).where(
        Assignment.commitment_id == statement.commitment_id,
        Assignment.starts_on <= last,
        or_(Assignment.ends_on.is_(None), Assignment.ends_on >= previous_month(statement.month)),
    )
    found = db.session.scalars(
        select(Employment)
        .where(or_(Employment.id.in_(assigned), Employment.id.in_(filled)))
        .options(joinedload(Employment.participant), selectinload(Employment.assignments))
    ).all()
    months = statement.commitment.terms.own_window_months
    decided = windows_of({one.participant_id for one in found})
    windows = {person: on_clause(known, months) for person, known in decided.items()}
    before = _last_month(statement)
    workers = [
        _worker(statement, one, windows.get(one.participant_id, ()), one.id in before)
        for one in found
        if one.ends_on is None or one.ends_on >= previous_month(statement.month) or one.id in filled
    ]
    return sorted(workers, key=lambda worker: worker.name.casefold())


def _last_month(statement: Statement) -> set[int]:
    lines = (
        select(StatementLine.employment_id)
        .join(Statement, Statement.id == StatementLine.statement_id)
        .where(
            Statement.commitment_id == statement.commitment_id,
            Statement.month == previous_month(statement.month),
            StatementLine.minutes > 0,
        )
    )
    return set(db.session.scalars(lines))


def _worker(
    statement: Statement, employment: Employment, windows: tuple[Window, ...], before: bool
) -> Worker:
    month, last = statement.month, last_of(statement.month)
    lines = [line for line in statement.lines if line.employment_id == employment.id]
    ends = [one.ends_on for one in employment.assignments if one.commitment_id == statement.commitment_id] + [
        employment.ends_on
    ]
    meets = any(window.meets(month, last) for window in windows)
    closed = min((end for end in ends if end is not None), default=None)
    return Worker(
        employment.id,
        employment.participant.name,
        employment.trade,
        {line.kind: line.minutes for line in lines if line.state is not LineState.REFUSED},
        before,
        next((end for day in (last, month) if (end := eligible_until(windows, day))), None),
        refusal_of(month, last, closed, max((one.ends_on for one in windows), default=None), meets),
        "" if windows else "Son éligibilité n’est pas encore validée.",
        " ".join(line.reason for line in lines if line.state is LineState.RETURNED),
    )


def ticked(statement: Statement, workers: Iterable[Worker]) -> set[int]:
    """Who is ticked now, by employment."""
    people = list(workers)
    kept = db.session.get(TickedPeople, statement.id)
    return chosen(
        kept.employments if kept else None,
        [one.employment_id for one in people if one.total],
        [one.employment_id for one in people if one.worked_last_month],
        [one.employment_id for one in people if not one.refusal],
    )


def tick(statement: Statement, workers: Iterable[Worker], employments: set[int]) -> None:
    """Keep who worked; the lines of those who did not are taken away. Leaves `statement.filled`.

    Raises `RuleBroken` for nobody, or when the statement is sent.
    """
    able = {one.employment_id for one in workers if not one.refusal or one.total}
    if not employments & able:
        raise RuleBroken(
            "Cochez au moins une personne. Si personne n’a travaillé, revenez en arrière et répondez "
            "« aucune heure ».",
            "worked",
        )
    for line in list(statement.lines):
        is_no_part = line.source is Source.POOL and not line.minutes  # of a shared month: it keeps its place
        if line.employment_id not in employments and not is_no_part:
            put_line(statement, line.employment, line.kind, 0)
    kept = db.session.get(TickedPeople, statement.id)
    if kept is None:
        kept = TickedPeople(statement_id=statement.id)
        db.session.add(kept)
    kept.employments = sorted(employments & able)
    touched(statement)


def say_hours(statement: Statement) -> None:
    """There were hours after all: « aucune heure » is taken back. Leaves `statement.filled`."""
    check_fillable(statement.state)
    statement.no_hours = False
    touched(statement)


def put_hours(statement: Statement, minutes: dict[tuple[int, MinutesKind], int]) -> None:
    """Keep the minutes of each employment and kind, the remarks as they were. Leaves `statement.filled`."""
    known = {(line.employment_id, line.kind): line for line in statement.lines if line.corrects_id is None}
    wanted = {key: value for key, value in minutes.items() if value or key in known}
    employments = {
        one.id: one
        for one in db.session.scalars(select(Employment).where(Employment.id.in_({key[0] for key in wanted})))
    }
    for (employment_id, kind), value in wanted.items():
        line = known.get((employment_id, kind))
        if line is None or line.minutes != value:
            remark = line.remark if line is not None and value else ""
            put_line(statement, employments[employment_id], kind, value, remark=remark)
    touched(statement)


def put_remarks(statement: Statement, said: dict[int, str]) -> None:
    """Keep the words of explanation, by employment, on their lines. Leaves `statement.filled`.

    No figure changes: a line already checked, or part of a shared month, is explained as any other.
    """
    check_fillable(statement.state)
    for line in statement.lines:
        if line.minutes and line.employment_id in said:
            line.remark = said[line.employment_id][:500]
    touched(statement)


def sending_of(asker: Asker, sending_id: int) -> Sending | None:
    """One of the company's sendings, if it holds a statement that the asker may see."""
    seen = statements_of(asker).with_only_columns(Statement.sending_id)
    return db.session.scalar(select(Sending).where(Sending.id == sending_id, Sending.id.in_(seen)))


def statements_in(asker: Asker, sending: Sending) -> Sequence[Statement]:
    """What a sending held, as far as the asker sees."""
    held = [one["statement"] for one in sending.snapshot]
    found = statements_of(asker).where(Statement.id.in_(held)).options(*WHOLE).order_by(Statement.id)
    return db.session.scalars(found).all()


def next_task(asker: Asker) -> Statement | None:
    """What the company must do next."""
    waiting = statements_of(asker).where(WAITING)
    return db.session.scalar(waiting.options(*WHOLE).order_by(*NEXT_FIRST).limit(1))
