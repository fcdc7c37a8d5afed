"""The hours of one person, statement by statement: the same lines that make every other total."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from clauses.contracts.models import ClauseTerms, Commitment, Lot
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.queries import statements_of
from clauses.hours.ledger.rules import LineState, Totals, totals
from clauses.people.employments.models import Employment
from clauses.people.participants.models import ParticipantMerge
from facilitator.access import Asker, Role
from facilitator.db import db


@dataclass(frozen=True)
class MonthOfPerson:
    """One statement's part of a person: its lines, corrections with them, summed as the ledger sums."""

    statement: Statement
    totals: Totals

    @property
    def month(self) -> date:
        """The first day of its month."""
        return self.statement.month


def months_of_person(asker: Asker, participant_id: int) -> list[MonthOfPerson]:
    """A person's months in the statements that the asker may see, the latest first."""
    seen = (
        _lines_of(asker)
        .where(StatementLine.participant_id == participant_id)
        .options(
            joinedload(StatementLine.statement)
            .joinedload(Statement.commitment)
            .joinedload(Commitment.terms)
            .joinedload(ClauseTerms.lot)
            .joinedload(Lot.contract),
            joinedload(StatementLine.statement).joinedload(Statement.organisation),
        )
    )
    found: dict[int, list[StatementLine]] = defaultdict(list)
    for line in db.session.scalars(seen).unique():
        found[line.statement_id].append(line)
    months = [
        MonthOfPerson(lines[0].statement, totals(lines[0].statement.state, (one.entry for one in lines)))
        for lines in found.values()
    ]
    return sorted(months, key=lambda one: (one.month, one.statement.id), reverse=True)


def _lines_of(asker: Asker) -> Select[StatementLine]:
    """The lines an asker may see; a partner's are those of the people it employs."""
    if asker.role is Role.PARTNER:
        return (
            select(StatementLine)
            .join(Employment, Employment.id == StatementLine.employment_id)
            .where(Employment.employer_id == asker.organisation_id)
        )
    seen = statements_of(asker).with_only_columns(Statement.id)
    return select(StatementLine).where(StatementLine.statement_id.in_(seen))


def sum_of(months: list[MonthOfPerson]) -> Totals:
    """A person's hours in all."""
    return sum((one.totals for one in months), Totals())


def validated_since(asker: Asker, merge_id: int) -> int:
    """Minutes of the kept person validated since a merge of the asker's body."""
    found = (
        select(func.coalesce(func.sum(StatementLine.minutes), 0))
        .join(ParticipantMerge, ParticipantMerge.kept_id == StatementLine.participant_id)
        .where(
            ParticipantMerge.id == merge_id,
            ParticipantMerge.body_id == asker.body_id,
            StatementLine.state == LineState.VALIDATED,
            StatementLine.validated_at > ParticipantMerge.made_at,
        )
    )
    return int(db.session.scalar(found) or 0)
