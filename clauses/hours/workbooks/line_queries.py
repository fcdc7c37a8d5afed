"""The lines of the ledger as a list of plain values: what is exported, a hundred thousand at a time."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.queries import statements_of
from clauses.people.employments.models import Employment
from clauses.people.participants.models import Participant
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.db import db

AT_ONCE = 2_000


def lines_of(asker: Asker, first: date | None = None, last: date | None = None) -> Select[*tuple[Any, ...]]:
    """The lines that an asker may see, with whose they are; in the order of the exported columns."""
    mine = statements_of(asker).where(
        Statement.month >= (first or date.min), Statement.month <= (last or date.max)
    )
    return (
        select(
            Organisation.name,
            Organisation.siret,
            Contract.reference,
            Lot.number,
            Participant.family_name,
            Participant.given_name,
            Participant.birth_date,
            Statement.month,
            StatementLine.kind,
            StatementLine.minutes,
            StatementLine.counted,
            Statement.state,
        )
        .join(Statement, Statement.id == StatementLine.statement_id)
        .join(Organisation, Organisation.id == Statement.organisation_id)
        .join(Commitment, Commitment.id == Statement.commitment_id)
        .join(ClauseTerms, ClauseTerms.id == Commitment.terms_id)
        .join(Lot, Lot.id == ClauseTerms.lot_id)
        .join(Contract, Contract.id == Lot.contract_id)
        .join(Employment, Employment.id == StatementLine.employment_id)
        .join(Participant, Participant.id == StatementLine.participant_id)
        .where(StatementLine.statement_id.in_(mine.with_only_columns(Statement.id)))
        .order_by(StatementLine.id)
    )


def rows_of(found: Select[*tuple[Any, ...]]) -> Iterator[Any]:
    """The rows of a select, a few thousand at a time."""
    yield from db.session.execute(found.execution_options(yield_per=AT_ONCE))
