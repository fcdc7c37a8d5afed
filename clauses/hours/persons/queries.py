"""The hours of one person, statement by statement: the same lines that make every other total."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import bindparam, func, select

from clauses.contracts.models import Contract
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.queries import statements_of
from clauses.hours.ledger.rules import Entry, LineState, State, Totals, totals
from clauses.hours.statements.queries import reached
from clauses.people.employments.models import Employment
from clauses.people.participants.models import ParticipantMerge
from facilitator.access import Asker, Role
from facilitator.accounts.models import Organisation
from facilitator.db import db
from facilitator.prepared import PREPARED, Prepared


class Line(NamedTuple):
    """A line of a person, with what names its statement: one plain row."""

    statement_id: int
    month: date
    state: State
    reference: str
    company: str
    minutes: int
    standing: LineState
    counted: int | None

    @property
    def entry(self) -> Entry:
        """What the totals need of it."""
        return Entry(self.minutes, self.standing, self.counted)


@dataclass(frozen=True)
class MonthOfPerson:
    """One statement's part of a person: its lines, corrections with them, summed as the ledger sums."""

    statement_id: int
    month: date
    """Its first day."""
    state: State
    reference: str
    company: str
    totals: Totals


def months_of_person(asker: Asker, participant_id: int) -> list[MonthOfPerson]:
    """A person's months in the statements that the asker may see, the latest first."""
    found: dict[int, list[Line]] = defaultdict(list)
    for line in map(Line._make, _lines_of(asker).rows({"person": participant_id})):
        found[line.statement_id].append(line)
    months = [
        MonthOfPerson(*lines[0][:5], totals(lines[0].state, (one.entry for one in lines)))
        for lines in found.values()
    ]
    return sorted(months, key=lambda one: (one.month, one.statement_id), reverse=True)


@lru_cache(maxsize=PREPARED)
def _lines_of(asker: Asker) -> Prepared:
    """The lines of a person that an asker may see, as `Line`; a partner's are those of whom it employs."""
    if asker.role is Role.PARTNER:
        found = (
            reached(select(Statement))
            .join(StatementLine, StatementLine.statement_id == Statement.id)
            .join(Employment, Employment.id == StatementLine.employment_id)
            .where(Employment.employer_id == asker.organisation_id)
        )
    else:
        found = reached(statements_of(asker)).join(StatementLine, StatementLine.statement_id == Statement.id)
    return Prepared(
        found.where(StatementLine.participant_id == bindparam("person")).with_only_columns(
            Statement.id,
            Statement.month,
            Statement.state,
            Contract.reference,
            Organisation.name,
            StatementLine.minutes,
            StatementLine.state,
            StatementLine.counted,
        )
    )


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
