"""What every company owes a body on a day: hours, corrections, proofs, confirmations, and what the upper
rooms say. Plain selects, whatever the number of companies."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select

from clauses.compliance.chase.owing.rules import Reach, confirmation, hours, other, papers, returned
from clauses.compliance.chase.rules import Debt
from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.hours.confirmation.models import EmployerFigure
from clauses.hours.declaring.queries import asked
from clauses.hours.ledger.asking_rules import asking
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.rules import DECLARING_STAGES, OPEN_STATES, LineState, State
from clauses.parameters.catalogue.chase_rules import Papers
from clauses.parameters.catalogue.rules import CATALOGUE, whole
from clauses.parameters.rules import Settings
from clauses.people.documents.models import SupportingDocument
from clauses.people.employments.models import Employment
from clauses.people.employments.rules import LENDERS
from facilitator.accounts.models import Meeting, Organisation
from facilitator.clock import PARIS
from facilitator.db import db
from facilitator.feature import Awaited, awaited_by

REACHED = (
    Contract.id.label("contract_id"),
    Contract.title.label("contract"),
    Contract.reference.label("reference"),
    Contract.buyer_id.label("buyer_id"),
    Organisation.name.label("buyer"),
    Contract.followed_by_id.label("followed_by_id"),
)
"""What a debt says of its contract, under the names of `owing.rules.Reach`."""


def debts_of(body_id: int, on: date, settings: Settings, organisation_id: int | None = None) -> list[Debt]:
    """What is owed on a day to a body, by every company it works with or by one."""
    found = [*_declared(body_id, on, organisation_id), *_told(body_id, on, organisation_id)]
    found += _confirmations(body_id, whole(settings, "chase_confirm_days"), organisation_id)
    if settings.of(CATALOGUE["chase_papers"]).value is Papers.YES:
        found += _papers(body_id, whole(settings, "chase_papers_days"), on, organisation_id)
    return found


def civil(at: datetime | None) -> date | None:
    """The civil day of an instant, in Paris."""
    return None if at is None else at.astimezone(PARIS).date()


def _on_contracts(found: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Statements joined to their contract, while it takes statements, and to its buyer."""
    return (
        found.join(Commitment, Commitment.id == Statement.commitment_id)
        .join(ClauseTerms, ClauseTerms.id == Commitment.terms_id)
        .join(Lot, Lot.id == ClauseTerms.lot_id)
        .join(Contract, Contract.id == Lot.contract_id)
        .join(Organisation, Organisation.id == Contract.buyer_id)
        .where(Contract.archived_on.is_(None), Contract.stage.in_(DECLARING_STAGES))
    )


def _met(body_id: int, organisation: Any) -> ColumnElement[bool]:
    """Whether the body still works with an organisation."""
    return exists().where(
        Meeting.body_id == body_id, Meeting.organisation_id == organisation, Meeting.archived_on.is_(None)
    )


def _declared(body_id: int, on: date, organisation_id: int | None) -> Iterable[Debt]:
    """Months to declare and months to correct."""
    columns = (
        Statement.id, Statement.organisation_id, Statement.month, Statement.due_on, Statement.opened_on,
        Statement.state, Statement.returned_at, ClauseTerms.reporting_period, Contract.ends_on, *REACHED,
    )  # fmt: skip
    found = _on_contracts(select(*columns).select_from(Statement)).where(
        Statement.body_id == body_id,
        Statement.state.in_(OPEN_STATES),
        or_(asked(on), Statement.state == State.RETURNED),
        _met(body_id, Statement.organisation_id),
    )
    if organisation_id is not None:
        found = found.where(Statement.organisation_id == organisation_id)
    for row in db.session.execute(found.order_by(Statement.due_on, Statement.id)):
        if row.state is State.RETURNED:
            yield returned(
                row.organisation_id,
                row.id,
                row.month,
                row.due_on,
                civil(row.returned_at) if row.returned_at else None,
                reach(row),
            )
        else:
            said = asking(row.reporting_period, row.month, row.ends_on)
            yield hours(row.organisation_id, row.id, said, row.month, row.due_on, row.opened_on, reach(row))


def reach(row: Any) -> Reach:
    """The contract of a row that holds `REACHED`."""
    return Reach(row.contract_id, row.contract, row.reference, row.buyer_id, row.buyer, row.followed_by_id)


def _silent() -> ColumnElement[bool]:
    """A line of somebody lent, of whom the employer has said nothing."""
    told = exists().where(
        EmployerFigure.commitment_id == Statement.commitment_id,
        EmployerFigure.month == Statement.month,
        EmployerFigure.employment_id == StatementLine.employment_id,
        EmployerFigure.kind == StatementLine.kind,
    )
    return and_(
        StatementLine.minutes > 0,
        StatementLine.state != LineState.REFUSED,
        Employment.employer_kind.in_(LENDERS),
        Employment.employer_id != Statement.organisation_id,
        ~told,
    )


def _confirmations(body_id: int, days: int, organisation_id: int | None) -> Iterable[Debt]:
    """Months sent by a company of which an employer that lends people has said nothing of somebody."""
    columns = (Statement.id, Employment.employer_id, Statement.month, Statement.submitted_at, *REACHED)
    found = (
        _on_contracts(
            select(*columns)
            .select_from(Statement)
            .join(StatementLine, StatementLine.statement_id == Statement.id)
            .join(Employment, Employment.id == StatementLine.employment_id)
        )
        .where(
            Statement.body_id == body_id,
            Statement.state == State.SUBMITTED,
            _silent(),
            _met(body_id, Employment.employer_id),
        )
        .distinct()
    )
    if organisation_id is not None:
        found = found.where(Employment.employer_id == organisation_id)
    for row in db.session.execute(found):
        yield confirmation(
            row.employer_id,
            row.id,
            row.month,
            civil(row.submitted_at) if row.submitted_at else None,
            days,
            reach(row),
        )


def _papers(body_id: int, days: int, on: date, organisation_id: int | None) -> Iterable[Debt]:
    """Months sent with hours and without any proof, while they wait to be looked at."""
    joined = exists().where(
        SupportingDocument.subject_kind == literal(Statement.__tablename__),
        SupportingDocument.subject_id == Statement.id,
    )
    columns = (
        Statement.id, Statement.organisation_id, Statement.month, Statement.submitted_at, *REACHED,
    )  # fmt: skip
    found = _on_contracts(select(*columns).select_from(Statement)).where(
        Statement.body_id == body_id,
        Statement.state == State.SUBMITTED,
        Statement.declared_minutes > 0,
        ~joined,
        _met(body_id, Statement.organisation_id),
    )
    if organisation_id is not None:
        found = found.where(Statement.organisation_id == organisation_id)
    for row in db.session.execute(found):
        debt = papers(
            row.organisation_id,
            row.id,
            row.month,
            civil(row.submitted_at) if row.submitted_at else None,
            days,
            reach(row),
        )
        if debt.askable_on <= on:
            yield debt


def _told(body_id: int, on: date, organisation_id: int | None) -> list[Debt]:
    """What the upper rooms say, with the contracts they name."""
    told = [
        one
        for one in awaited_by(body_id, on)
        if one.askable_on <= on and organisation_id in (None, one.organisation_id)
    ]
    if not told:
        return []
    known = _reaches(told)
    met = set(
        db.session.scalars(
            select(Meeting.organisation_id).where(
                Meeting.body_id == body_id,
                Meeting.organisation_id.in_({one.organisation_id for one in told}),
                Meeting.archived_on.is_(None),
            )
        )
    )
    return [other(one, known.get(one.contract_id)) for one in told if one.organisation_id in met]


def _reaches(told: Iterable[Awaited]) -> dict[int | None, Reach]:
    ids = {one.contract_id for one in told if one.contract_id is not None}
    found = (
        select(*REACHED).join(Organisation, Organisation.id == Contract.buyer_id).where(Contract.id.in_(ids))
    )
    return {row.contract_id: reach(row) for row in db.session.execute(found)}


def late_companies(body_id: int, on: date) -> int:
    """How many companies are late with a month: one cheap count for the home page."""
    found = select(func.count(Statement.organisation_id.distinct())).where(
        and_(
            Statement.body_id == body_id,
            Statement.state.in_(OPEN_STATES),
            Statement.due_on < on,
            _met(body_id, Statement.organisation_id),
        )
    )
    return db.session.scalar(found) or 0
