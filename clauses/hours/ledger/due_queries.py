"""The days by which an asker's months must be declared."""

from datetime import date

from sqlalchemy import select

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import statements_of
from clauses.hours.ledger.rules import OPEN_STATES
from facilitator.access import Asker
from facilitator.db import db


def awaited_days(asker: Asker, first: date, last: date) -> list[tuple[date, date]]:
    """Day and month, once each, of what is still awaited on contracts between these days, in order."""
    archived = select(Commitment.id).where(
        ClauseTerms.id == Commitment.terms_id,
        Lot.id == ClauseTerms.lot_id,
        Contract.id == Lot.contract_id,
        Contract.archived_on.is_not(None),
    )
    found = (
        statements_of(asker)
        .where(Statement.state.in_(OPEN_STATES), Statement.commitment_id.not_in(archived))
        .where(Statement.due_on >= first, Statement.due_on < last)
        .with_only_columns(Statement.due_on, Statement.month)
    )
    rows = db.session.execute(found.distinct().order_by(Statement.due_on, Statement.month))
    return [(due, month) for due, month in rows]
