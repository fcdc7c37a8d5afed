"""What an employer that lends people sees of their months, and the figures it states."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, extract, false, func, or_, select
from sqlalchemy.orm import joinedload

from clauses.hours.checks.memory_queries import SENT
from clauses.hours.confirmation.models import EmployerFigure
from clauses.hours.confirmation.queries import figures_of
from clauses.hours.confirmation.rules import Agreement, Key, standing_of
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.queries import agree_on
from clauses.hours.ledger.rules import LOCKED, LineState, State, last_of
from clauses.people.employments.models import Assignment, Employment
from clauses.people.employments.rules import LENDERS, runs_in
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import COMPANY_ROLES, Asker, Role
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.words import RuleBroken

ACCOUNTS = COMPANY_ROLES | {Role.PARTNER}
CONFIRMERS = ACCOUNTS | {Role.LINK}
"""An employer that lends people, by its account, or by the link of a reminder: one body's, these months."""


@dataclass(frozen=True)
class Lent:
    """One person lent, one kind: the company's figure (None until it has sent it) and the employer's own."""

    employment: Employment
    kind: MinutesKind
    company: int | None
    own: int | None
    validated: bool = False

    @property
    def key(self) -> Key:
        """Whose, and which kind."""
        return self.employment.id, self.kind

    @property
    def standing(self) -> Agreement:
        """Whether the two agree."""
        return standing_of(self.company, self.own, self.validated)


@dataclass(frozen=True)
class Month:
    """A statement as an employer sees it: only the people it lends."""

    statement: Statement
    rows: tuple[Lent, ...]

    @property
    def company(self) -> int | None:
        """All the company says of them; None until it has sent."""
        return sum(row.company or 0 for row in self.rows) if self.statement.state in SENT else None

    @property
    def own(self) -> int | None:
        """All the employer says of them; None while it has said nothing."""
        known = [row.own for row in self.rows if row.own is not None]
        return sum(known) if known else None

    @property
    def standing(self) -> Agreement:
        """The one that asks most."""
        return min((row.standing for row in self.rows), default=Agreement.SAME, key=list(Agreement).index)


def lent_by(asker: Asker) -> Select[int]:
    """The employments by which the asker's organisation lends people; none for whoever may not confirm."""
    found = select(Employment.id)
    if asker.role not in CONFIRMERS:
        return found.where(false())
    if asker.role is Role.LINK:
        found = found.where(Employment.body_id == (asker.scope.body_id if asker.scope else None))
    return found.where(Employment.employer_id == asker.organisation_id, Employment.employer_kind.in_(LENDERS))


def _reached(asker: Asker) -> Select[Statement]:
    """Every statement, or those of the body and of the months that a link opens."""
    if asker.role is not Role.LINK:
        return select(Statement)
    if asker.scope is None:
        return select(Statement).where(false())
    scope = asker.scope
    return select(Statement).where(Statement.body_id == scope.body_id, Statement.month.in_(scope.months))


def _rank(day: Any) -> ColumnElement[int]:
    """The civil month of a day as a number: both databases compare it alike."""
    return extract("year", day) * 12 + extract("month", day)


def confirmable_of(asker: Asker) -> Select[Statement]:
    """The statements of months for which the asker's organisation lent somebody, the latest first."""
    month = _rank(Statement.month)
    assigned = exists().where(
        Assignment.employment_id.in_(lent_by(asker)),
        Assignment.commitment_id == Statement.commitment_id,
        _rank(Assignment.starts_on) <= month,
        or_(Assignment.ends_on.is_(None), Assignment.ends_on >= Statement.month),
    )
    declared = exists().where(
        StatementLine.statement_id == Statement.id, StatementLine.employment_id.in_(lent_by(asker))
    )
    return _reached(asker).where(or_(assigned, declared)).order_by(Statement.month.desc(), Statement.id)


def unconfirmed_of(asker: Asker) -> Select[Statement]:
    """Those sent by the company on which the employer has said nothing of some line yet."""
    told = exists().where(
        EmployerFigure.commitment_id == Statement.commitment_id,
        EmployerFigure.month == Statement.month,
        EmployerFigure.employment_id == StatementLine.employment_id,
        EmployerFigure.kind == StatementLine.kind,
    )
    silent = exists().where(
        and_(
            StatementLine.statement_id == Statement.id,
            StatementLine.employment_id.in_(lent_by(asker)),
            ~told,
        )
    )
    return _reached(asker).where(Statement.state == State.SUBMITTED, silent)


def count_unconfirmed(asker: Asker) -> int:
    """How many statements wait for the employer."""
    return db.session.scalar(select(func.count()).select_from(unconfirmed_of(asker).subquery())) or 0


def months_for(asker: Asker, statements: Sequence[Statement]) -> list[Month]:
    """Statements reduced to the people that the asker's organisation lends; a constant number of selects."""
    mine = set(db.session.scalars(lent_by(asker)))
    assigned = db.session.scalars(
        select(Assignment)
        .where(
            Assignment.employment_id.in_(lent_by(asker)),
            Assignment.commitment_id.in_({each.commitment_id for each in statements}),
        )
        .options(joinedload(Assignment.employment).joinedload(Employment.participant))
    ).all()
    figures = figures_of(statements)
    found = []
    for each in statements:
        people = {
            one.employment_id: one.employment
            for one in assigned
            if one.commitment_id == each.commitment_id
            and runs_in(one.starts_on, one.ends_on, each.month, last_of(each.month))
        }
        people.update(
            {line.employment_id: line.employment for line in each.lines if line.employment_id in mine}
        )
        named = sorted(people.values(), key=lambda one: (one.participant.search_key, one.id))
        found.append(Month(each, tuple(row for one in named for row in _rows(each, one, figures[each.id]))))
    return found


def _rows(statement: Statement, employment: Employment, figures: Mapping[Key, int]) -> Iterator[Lent]:
    sent = statement.state in SENT
    for kind in MinutesKind:
        minutes = sum(line.minutes for line in statement.lines if _is(line, employment.id, kind))
        own = figures.get((employment.id, kind))
        if (sent and minutes) or own is not None or kind is MinutesKind.WORK:
            yield Lent(employment, kind, minutes if sent else None, own, statement.state is State.VALIDATED)


def _is(line: StatementLine, employment_id: int, kind: MinutesKind) -> bool:
    return (line.employment_id, line.kind) == (employment_id, kind) and line.state is not LineState.REFUSED


def state_figures(asker: Asker, month: Month, figures: Mapping[Key, int]) -> bool:
    """The employer states its figures for people it lends; whether the month is validated by that.

    Figures of others are ignored. Raises `RuleBroken` once the month is validated. Leaves `figure.stated`.
    """
    statement = month.statement
    if statement.state is State.VALIDATED:
        raise RuleBroken(LOCKED)
    known = {row.key for row in month.rows}
    rows = {
        (row.employment_id, row.kind): row
        for row in db.session.scalars(
            select(EmployerFigure).where(
                EmployerFigure.commitment_id == statement.commitment_id,
                EmployerFigure.month == statement.month,
            )
        )
    }
    for (employment_id, kind), minutes in figures.items():
        if (employment_id, kind) not in known:
            continue
        row = rows.get((employment_id, kind)) or EmployerFigure(
            body_id=statement.body_id,
            commitment_id=statement.commitment_id,
            month=statement.month,
            employment_id=employment_id,
            kind=kind,
        )
        row.minutes, row.said_at = minutes, now()
        row.author_id, row.author_name = asker.account_id, asker.name[:120]
        db.session.add(row)
    record("figure.stated", statement, count=len(figures))
    return bool(agree_on([statement]))
