"""What every company owes a body on a day: hours, corrections, proofs, confirmations, and what the upper
rooms say. Plain selects, whatever the number of companies."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, literal, or_, select

from clauses.compliance.chase.owing.rules import (
    Reach,
    asked_month,
    confirmation,
    hours,
    other,
    papers,
    returned,
)
from clauses.compliance.chase.rules import Debt
from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.rules import ReportingPeriod
from clauses.hours.confirmation.models import EmployerFigure
from clauses.hours.declaring.queries import asked
from clauses.hours.ledger.models import OPEN, Statement, StatementLine
from clauses.hours.ledger.rules import DECLARING_STAGES, LineState, State
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
from facilitator.prepared import PREPARED, Prepared, padded, several

REACHED = (
    Contract.id.label("contract_id"),
    Contract.title.label("contract"),
    Contract.reference.label("reference"),
    Contract.buyer_id.label("buyer_id"),
    Organisation.name.label("buyer"),
    Contract.followed_by_id.label("followed_by_id"),
)
"""What a debt says of its contract, under the names of `owing.rules.Reach`."""
Companies = Collection[int] | None
"""Some companies; None for all those that the body works with."""


class AwaitedMonth(NamedTuple):
    """A month that a company must still answer, and its contract: one plain row."""

    id: int
    organisation_id: int
    month: date
    due_on: date
    opened_late: date | None
    """The day it was opened, when that was after its due day."""
    to_correct: bool
    returned_at: datetime | None
    period: ReportingPeriod
    ends_on: date | None
    contract_id: int
    contract: str
    reference: str
    buyer_id: int
    buyer: str
    followed_by_id: int | None


def debts_of(body_id: int, on: date, settings: Settings, companies: Companies = None) -> list[Debt]:
    """What is owed on a day to a body, by every company it works with or by some."""
    return [*months_owed(body_id, on, companies), *others_owed(body_id, on, settings, companies)]


def others_owed(body_id: int, on: date, settings: Settings, companies: Companies = None) -> list[Debt]:
    """What is owed besides the months to declare or to correct: few things, each read in full."""
    found = [*_told(body_id, on, companies)]
    found += _confirmations(body_id, whole(settings, "chase_confirm_days"), companies)
    if settings.of(CATALOGUE["chase_papers"]).value is Papers.YES:
        found += _papers(body_id, whole(settings, "chase_papers_days"), on, companies)
    return found


@lru_cache(maxsize=10_000)
def civil(at: datetime | None) -> date | None:
    """The civil day of an instant, in Paris."""
    return None if at is None else at.astimezone(PARIS).date()


def on_live_contracts(found: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Statements joined to their contract, while it takes statements."""
    return (
        found.join(Commitment, Commitment.id == Statement.commitment_id)
        .join(ClauseTerms, ClauseTerms.id == Commitment.terms_id)
        .join(Lot, Lot.id == ClauseTerms.lot_id)
        .join(Contract, Contract.id == Lot.contract_id)
        .where(Contract.archived_on.is_(None), Contract.stage.in_(DECLARING_STAGES))
    )


def _on_contracts(found: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """The same, joined to its buyer."""
    return on_live_contracts(found).join(Organisation, Organisation.id == Contract.buyer_id)


def met(body: Any, organisation: Any) -> ColumnElement[bool]:
    """Whether the body still works with an organisation."""
    return exists().where(
        Meeting.body_id == body, Meeting.organisation_id == organisation, Meeting.archived_on.is_(None)
    )


def awaited_months(on: date) -> tuple[ColumnElement[bool], ...]:
    """The months that companies must answer on a day to the body of the parameter `body`."""
    return (
        Statement.body_id == bindparam("body"),
        OPEN,
        or_(asked(on), Statement.state == State.RETURNED),
    )


OPENED_LATE = case((Statement.opened_on > Statement.due_on, Statement.opened_on))
"""The day a month was opened, when that was after its due day."""


@lru_cache(maxsize=PREPARED)
def _months(on: date, narrowed: bool) -> Prepared:
    columns = (
        Statement.id, Statement.organisation_id, Statement.month, Statement.due_on, OPENED_LATE,
        Statement.state == State.RETURNED, Statement.returned_at, ClauseTerms.reporting_period,
        Contract.ends_on, *REACHED,
    )  # fmt: skip
    found = _on_contracts(select(*columns).select_from(Statement)).where(
        *awaited_months(on), met(bindparam("body"), Statement.organisation_id)
    )
    if narrowed:
        found = found.where(Statement.organisation_id.in_(several("companies")))
    return Prepared(found.order_by(Statement.due_on, Statement.id))


def months_owed(body_id: int, on: date, companies: Companies = None) -> Iterable[Debt]:
    """Months to declare and months to correct."""
    asked_of = {"body": body_id, "companies": padded(companies or ())}
    for row in map(AwaitedMonth._make, _months(on, companies is not None).rows(asked_of)):
        reach = Reach._make(row[9:])
        if row.to_correct:
            day = civil(row.returned_at)
            yield returned(row.organisation_id, row.id, row.month, row.due_on, day, reach)
        else:
            asked_for = asked_month(row.period, row.month, row.ends_on, row.due_on)
            yield hours(row.organisation_id, row.id, asked_for, row.due_on, row.opened_late, reach)


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


@lru_cache(maxsize=2)
def _unconfirmed(narrowed: bool) -> Prepared:
    columns = (Statement.id, Employment.employer_id, Statement.month, Statement.submitted_at, *REACHED)
    found = (
        _on_contracts(
            select(*columns)
            .select_from(Statement)
            .join(StatementLine, StatementLine.statement_id == Statement.id)
            .join(Employment, Employment.id == StatementLine.employment_id)
        )
        .where(
            Statement.body_id == bindparam("body"),
            Statement.state == State.SUBMITTED,
            _silent(),
            met(bindparam("body"), Employment.employer_id),
        )
        .distinct()
    )
    if narrowed:
        found = found.where(Employment.employer_id.in_(several("companies")))
    return Prepared(found)


def _confirmations(body_id: int, days: int, companies: Companies) -> Iterable[Debt]:
    """Months sent by a company of which an employer that lends people has said nothing of somebody."""
    asked_of = {"body": body_id, "companies": padded(companies or ())}
    for key, employer, month, at, *where in _unconfirmed(companies is not None).rows(asked_of):
        yield confirmation(employer, key, month, civil(at), days, Reach(*where))


def _papers(body_id: int, days: int, on: date, companies: Companies) -> Iterable[Debt]:
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
        met(body_id, Statement.organisation_id),
    )
    if companies is not None:
        found = found.where(Statement.organisation_id.in_(companies))
    for row in db.session.execute(found):
        debt = papers(
            row.organisation_id,
            row.id,
            row.month,
            civil(row.submitted_at),
            days,
            reach(row),
        )
        if debt.askable_on <= on:
            yield debt


def _told(body_id: int, on: date, companies: Companies) -> list[Debt]:
    """What the upper rooms say, with the contracts they name."""
    told = [
        one
        for one in awaited_by(body_id, on)
        if one.askable_on <= on and (companies is None or one.organisation_id in companies)
    ]
    if not told:
        return []
    known = _reaches(told)
    live = set(
        db.session.scalars(
            select(Meeting.organisation_id).where(
                Meeting.body_id == body_id,
                Meeting.organisation_id.in_({one.organisation_id for one in told}),
                Meeting.archived_on.is_(None),
            )
        )
    )
    return [other(one, known.get(one.contract_id)) for one in told if one.organisation_id in live]


def _reaches(told: Iterable[Awaited]) -> dict[int | None, Reach]:
    ids = {one.contract_id for one in told if one.contract_id is not None}
    found = (
        select(*REACHED).join(Organisation, Organisation.id == Contract.buyer_id).where(Contract.id.in_(ids))
    )
    return {row.contract_id: reach(row) for row in db.session.execute(found)}


BUYERS = Prepared(
    select(Organisation.id, Organisation.name)
    .where(
        Organisation.id.in_(
            select(Contract.buyer_id).where(
                Contract.body_id == bindparam("body"),
                Contract.archived_on.is_(None),
                Contract.stage.in_(DECLARING_STAGES),
            )
        )
    )
    .order_by(Organisation.name, Organisation.id)
)


def buyers_declared_for(body_id: int) -> list[tuple[int, str]]:
    """The buyers on whose contracts companies declare to a body, by name."""
    return BUYERS.rows({"body": body_id})
