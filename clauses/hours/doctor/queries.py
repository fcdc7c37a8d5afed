"""The invariants of the hours. Each yields a French sentence for every breach; none writes."""

from collections.abc import Iterator

from sqlalchemy import case, func, select

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.hours.doctor.eligible_queries import eligible_hours
from clauses.hours.doctor.kept_queries import as_sent, validated_lines, within_contracts
from clauses.hours.ledger.models import CommitmentTotal, Statement, StatementLine
from clauses.hours.ledger.rules import LineState, State
from clauses.hours.pooling.models import PooledMonth, PooledPart
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
        yield f"Relevé {identifier} : il dit {hours(said)}, ses lignes font {hours(summed)}."


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
        yield f"Engagement {identifier} : ses totaux ne sont pas ceux de ses relevés."


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
        yield f"Ligne {identifier} : elle mêle deux structures ou deux entreprises."


def pooled_once() -> Iterator[str]:
    """The parts of a shared month are its lines, and add up to its minutes."""
    line = StatementLine
    parts = (
        select(PooledMonth.id, PooledMonth.minutes, func.coalesce(func.sum(PooledPart.minutes), 0))
        .outerjoin(PooledPart)
        .group_by(PooledMonth.id)
        .having(PooledMonth.minutes != func.coalesce(func.sum(PooledPart.minutes), 0))
    )
    for identifier, minutes, shared in db.session.execute(parts):
        yield f"Mois réparti {identifier} : {hours(minutes)} à répartir, {hours(shared)} réparties."
    lines = (
        select(PooledPart.id)
        .join(PooledMonth, PooledMonth.id == PooledPart.pooled_id)
        .join(line, line.id == PooledPart.line_id)
        .join(Statement, Statement.id == line.statement_id)
        .where(
            (line.minutes != PooledPart.minutes)
            | (line.employment_id != PooledMonth.employment_id)
            | (line.kind != PooledMonth.kind)
            | (Statement.month != PooledMonth.month)
        )
    )
    for identifier in db.session.scalars(lines):
        yield f"Part {identifier} d’une globalisation : sa ligne dit autre chose."


INVARIANTS = (
    Invariant("hours.statement-totals", "Chaque relevé est la somme de ses lignes", statement_totals),
    Invariant("hours.commitment-totals", "Chaque engagement est la somme de ses relevés", commitment_totals),
    Invariant("hours.tenants", "Rien ne passe d’une structure à l’autre", tenants),
    Invariant("hours.pooling", "Une heure globalisée n’est comptée qu’une fois", pooled_once),
    Invariant("hours.validated", "Un mois validé est compté tout entier", validated_lines),
    Invariant("hours.as-sent", "Un mois validé reste ce qui a été envoyé", as_sent),
    Invariant("hours.within", "Pas d’heure validée hors des dates du marché", within_contracts),
    Invariant("hours.eligible", "Pas d’heure validée sans éligibilité", eligible_hours),
)
