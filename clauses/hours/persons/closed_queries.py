"""The hours of closed contracts: the people and the employments that they stand on stay as they are."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import func, select

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.rules import Stage
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.rules import LineState
from clauses.people.employments.models import Assignment
from clauses.people.employments.record_queries import held
from clauses.people.participants.duplicates.merge_queries import watched
from facilitator.db import db

REFUSED = (
    "Des heures de ces deux fiches sont comptées dans un marché clos, qui ne se modifie plus : le "
    "responsable de la structure le rouvre d’abord."
)


@watched(REFUSED)
def lines_of_closed(both: tuple[int, int]) -> Mapping[tuple[int, int], int]:
    """By statement of a closed contract and by record, how many lines two records have."""
    found = (
        select(StatementLine.statement_id, StatementLine.participant_id, func.count())
        .join(Statement, Statement.id == StatementLine.statement_id)
        .join(Commitment, Commitment.id == Statement.commitment_id)
        .join(ClauseTerms, ClauseTerms.id == Commitment.terms_id)
        .join(Lot, Lot.id == ClauseTerms.lot_id)
        .join(Contract, Contract.id == Lot.contract_id)
        .where(StatementLine.participant_id.in_(both), Contract.stage == Stage.CLOSED)
        .group_by(StatementLine.statement_id, StatementLine.participant_id)
    )
    return {(statement, person): many for statement, person, many in db.session.execute(found)}


@held
def months_with_hours(assignment: Assignment) -> Iterable[date]:
    """The months in which an assignment has hours that were not refused."""
    found = (
        select(Statement.month)
        .join(StatementLine, StatementLine.statement_id == Statement.id)
        .where(
            Statement.commitment_id == assignment.commitment_id,
            StatementLine.employment_id == assignment.employment_id,
            StatementLine.state != LineState.REFUSED,
            StatementLine.minutes != 0,
        )
    )
    return db.session.scalars(found.distinct()).all()
