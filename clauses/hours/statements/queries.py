"""Statements as their pages read them: whole, with their people and their history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.orm.interfaces import LoaderOption

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.queries import who_acted
from clauses.hours.acts import ACTS
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.queries import statements_of
from clauses.hours.ledger.rules import last_of
from clauses.people.documents.models import SupportingDocument
from clauses.people.employments.models import Assignment, Employment
from facilitator.access import Asker
from facilitator.audit.queries import history_of
from facilitator.db import db
from facilitator.formats import hours

TOP: tuple[LoaderOption, ...] = (
    joinedload(Statement.organisation),
    joinedload(Statement.commitment)
    .joinedload(Commitment.terms)
    .joinedload(ClauseTerms.lot)
    .joinedload(Lot.contract)
    .joinedload(Contract.buyer),
)
"""Company, clause, contract and buyer of a statement, in its own select."""
LINES: tuple[LoaderOption, ...] = (
    selectinload(Statement.lines).joinedload(StatementLine.participant),
    selectinload(Statement.lines).joinedload(StatementLine.employment).joinedload(Employment.employer),
)
"""Its lines with their people: one select for all the statements of a page."""


@dataclass(frozen=True)
class Past:
    """One event of a statement: when, who, what."""

    at: datetime
    who: str
    what: str


def whole(found: Select[Statement]) -> Select[Statement]:
    """The statements of a select, with all that a page shows of them, in a constant number of selects."""
    return found.options(*TOP, *LINES)


def whole_one(asker: Asker, statement_id: int) -> Statement | None:
    """One statement with all its page shows, if the asker may see it."""
    return db.session.scalar(whole(statements_of(asker)).where(Statement.id == statement_id))


def people_of(statement: Statement) -> list[Employment]:
    """Whom a statement shows: the employments assigned to its commitment that month, and those with lines.

    In the order of their family names.
    """
    found = select(Employment).join(Assignment).where(*works_in(statement.commitment_id, statement.month))
    found = found.options(joinedload(Employment.participant), joinedload(Employment.employer))
    people = {one.id: one for one in db.session.scalars(found)}
    people.update({line.employment_id: line.employment for line in statement.lines})
    return sorted(people.values(), key=lambda one: (one.participant.search_key, one.id))


def works_in(commitment_id: int, month: date) -> tuple[ColumnElement[bool], ...]:
    """The conditions on `Assignment` and `Employment`: for this commitment, some day of this month."""
    last = last_of(month)
    return (
        Assignment.commitment_id == commitment_id,
        Assignment.starts_on <= last,
        Assignment.ends_on.is_(None) | (Assignment.ends_on >= month),
        Employment.starts_on <= last,
        Employment.ends_on.is_(None) | (Employment.ends_on >= month),
    )


def documents_of(statement: Statement) -> Sequence[SupportingDocument]:
    """The supporting documents sent with a statement, the latest first."""
    return db.session.scalars(
        select(SupportingDocument)
        .where(
            SupportingDocument.body_id == statement.body_id,
            SupportingDocument.subject_kind == Statement.__tablename__,
            SupportingDocument.subject_id == statement.id,
        )
        .order_by(SupportingDocument.id.desc())
    ).all()


def past_of(statement: Statement) -> list[Past]:
    """The events of a statement, the latest first, with the names of those who acted."""
    events = history_of(statement)
    names = who_acted(events)
    found = []
    for event in events:
        said = ACTS.get(event.action, event.action)
        if "minutes" in event.details:
            said = f"{said} : {hours(event.details['minutes'])}"
        found.append(Past(event.at, names[event.id], f"{said}."))
    return found


def reached(found: Select[Any]) -> Select[Any]:
    """Statements joined to their company, contract and buyer: what lists filter and sort by."""
    return (
        found.join(Statement.organisation)
        .join(Statement.commitment)
        .join(Commitment.terms)
        .join(ClauseTerms.lot)
        .join(Lot.contract)
    )


def with_top(found: Select[Statement]) -> Select[Statement]:
    """What was joined by `reached` is loaded by the same select."""
    top = contains_eager(Statement.commitment).contains_eager(Commitment.terms)
    lot = top.contains_eager(ClauseTerms.lot).contains_eager(Lot.contract)
    return found.options(contains_eager(Statement.organisation), lot.joinedload(Contract.buyer))
