"""The invariants of the hours. Each yields a French sentence for every breach; none writes."""

from collections.abc import Iterator

from sqlalchemy import case, func, select

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.hours.ledger.models import CommitmentTotal, Statement, StatementLine
from clauses.hours.ledger.rules import LineState, State, last_of
from clauses.people.eligibility.queries import windows_of
from clauses.people.employments.models import Employment
from clauses.people.participants.models import Participant
from facilitator.db import db
from facilitator.feature import Invariant
from facilitator.formats import hours


def statement_totals() -> Iterator[str]:
    """The kept totals of a statement are the sums of its lines."""
    done = StatementLine.state == LineState.VALIDATED
    sent = (StatementLine.state != LineState.REFUSED) & (
        done
        | (Statement.state == State.SUBMITTED)
        | ((Statement.state == State.VALIDATED) & (StatementLine.minutes > 0))
    )
    sums = (
        func.coalesce(func.sum(case((sent, StatementLine.minutes), else_=0)), 0),
        func.coalesce(func.sum(case((done, StatementLine.minutes), else_=0)), 0),
        func.coalesce(func.sum(case((done, StatementLine.counted), else_=0)), 0),
    )
    kept = (Statement.declared_minutes, Statement.validated_minutes, Statement.counted_minutes)
    found = (
        select(Statement.id, Statement.declared_minutes, sums[0])
        .outerjoin(StatementLine)
        .group_by(Statement.id)
        .having((kept[0] != sums[0]) | (kept[1] != sums[1]) | (kept[2] != sums[2]))
    )
    for identifier, said, summed in db.session.execute(found):
        yield f"Relevé {identifier} : il dit {hours(said)}, ses lignes font {hours(summed)}."


def commitment_totals() -> Iterator[str]:
    """The kept totals of a commitment are the sums of its statements."""
    sums = [
        func.coalesce(func.sum(column), 0)
        for column in (Statement.declared_minutes, Statement.validated_minutes, Statement.counted_minutes)
    ]
    kept = [
        func.coalesce(column, 0)
        for column in (
            CommitmentTotal.declared_minutes,
            CommitmentTotal.validated_minutes,
            CommitmentTotal.counted_minutes,
        )
    ]
    found = (
        select(Commitment.id)
        .outerjoin(CommitmentTotal, CommitmentTotal.commitment_id == Commitment.id)
        .outerjoin(Statement, Statement.commitment_id == Commitment.id)
        .group_by(Commitment.id, *kept)
        .having((kept[0] != sums[0]) | (kept[1] != sums[1]) | (kept[2] != sums[2]))
    )
    for identifier in db.session.scalars(found):
        yield f"Engagement {identifier} : ses totaux ne sont pas ceux de ses relevés."


def tenants() -> Iterator[str]:
    """A statement, its contract, its employments and its people belong to one body."""
    found = (
        select(StatementLine.id)
        .join(Statement, Statement.id == StatementLine.statement_id)
        .join(Commitment, Commitment.id == Statement.commitment_id)
        .join(ClauseTerms, ClauseTerms.id == Commitment.terms_id)
        .join(Lot, Lot.id == ClauseTerms.lot_id)
        .join(Contract, Contract.id == Lot.contract_id)
        .join(Employment, Employment.id == StatementLine.employment_id)
        .join(Participant, Participant.id == StatementLine.participant_id)
        .where(
            (Statement.body_id != Contract.body_id)
            | (Statement.body_id != Employment.body_id)
            | (Statement.body_id != Participant.body_id)
            | (Statement.organisation_id != Commitment.organisation_id)
        )
    )
    for identifier in db.session.scalars(found):
        yield f"Ligne {identifier} : elle mêle deux structures ou deux entreprises."


def eligible_hours() -> Iterator[str]:
    """No validated hour without a counting window that meets its month."""
    found = (
        select(StatementLine.id, StatementLine.participant_id, Statement.month)
        .join(Statement, Statement.id == StatementLine.statement_id)
        .where(StatementLine.state == LineState.VALIDATED, StatementLine.minutes > 0)
        .execution_options(yield_per=10_000)
    )
    for part in db.session.execute(found).partitions():
        windows = windows_of({person for _, person, _ in part})
        for identifier, person, month in part:
            if not any(window.meets(month, last_of(month)) for window in windows.get(person, ())):
                yield f"Ligne {identifier} : des heures validées hors de toute période d’éligibilité."


INVARIANTS = (
    Invariant("hours.statement-totals", "Chaque relevé est la somme de ses lignes", statement_totals),
    Invariant("hours.commitment-totals", "Chaque engagement est la somme de ses relevés", commitment_totals),
    Invariant("hours.tenants", "Rien ne passe d’une structure à l’autre", tenants),
    Invariant("hours.eligible", "Pas d’heure validée sans éligibilité", eligible_hours),
)
