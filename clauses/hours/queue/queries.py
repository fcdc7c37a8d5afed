"""What waits for the facilitator, the oldest first."""

from sqlalchemy import Select

from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.rules import State
from clauses.hours.statements.queries import whole
from facilitator.access import Asker
from facilitator.accounts.queries import owned


def to_check(asker: Asker) -> Select[Statement]:
    """The statements sent and not yet looked at, the oldest first."""
    found = owned(Statement, asker).where(Statement.state == State.SUBMITTED)
    return whole(found).order_by(Statement.submitted_at, Statement.id)


def given_back(asker: Asker) -> Select[Statement]:
    """The statements that companies have to correct, the oldest return first."""
    found = owned(Statement, asker).where(Statement.state == State.RETURNED)
    return whole(found).order_by(Statement.returned_at, Statement.id)
