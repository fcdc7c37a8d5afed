"""The invariants of the hours. Each yields a French sentence for every breach; none writes."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Select, case, func, select

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.hours.checks.models import Derogation
from clauses.hours.checks.rules import Code
from clauses.hours.doctor.kept_queries import as_sent, validated_lines, within_contracts
from clauses.hours.ledger.models import CommitmentTotal, Statement, StatementLine
from clauses.hours.ledger.rules import LineState, State, last_of
from clauses.hours.pooling.models import PooledMonth, PooledPart
from clauses.people.eligibility.models import EligibilityCertificate
from clauses.people.eligibility.rules import Decision, Scheme
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


def _derogation() -> Select[int]:
    """The derogation that lets a line pass without eligibility, if a facilitator signed one."""
    return select(Derogation.id).where(
        Derogation.statement_id == Statement.id,
        Derogation.employment_id == StatementLine.employment_id,
        Derogation.code.in_((Code.NOT_ELIGIBLE, Code.AFTER_WINDOW)),
        Derogation.withdrawn_at.is_(None),
    )


def eligible_hours() -> Iterator[str]:
    """No validated hour of somebody whom no counting window covers that month, corrections taken off.

    Month by month, so that the database compares days with days and memory stays flat.
    """
    for month in db.session.scalars(select(Statement.month).distinct()).all():
        found = (
            select(Statement.id, StatementLine.participant_id, func.sum(StatementLine.minutes))
            .join(Statement, Statement.id == StatementLine.statement_id)
            .where(
                Statement.month == month,
                StatementLine.state == LineState.VALIDATED,
                ~_window(month).exists(),
                ~_derogation().exists(),
            )
            .group_by(Statement.id, StatementLine.participant_id)
            .having(func.sum(StatementLine.minutes) > 0)
        )
        for identifier, person, minutes in db.session.execute(found):
            yield (
                f"Relevé {identifier} : {hours(minutes)} validées pour la personne {person}, hors de toute "
                "période d’éligibilité."
            )


def _window(month: date) -> Select[int]:
    """The certificates of a line's person whose window, cut by a revocation, meets a month."""
    certificate = EligibilityCertificate
    return select(certificate.id).where(
        certificate.participant_id == StatementLine.participant_id,
        certificate.scheme == Scheme.CLAUSE,
        certificate.decision == Decision.ELIGIBLE,
        certificate.starts_on <= last_of(month),
        certificate.ends_on >= month,
        certificate.revoked_on.is_(None)
        | ((certificate.revoked_on > month) & (certificate.revoked_on > certificate.starts_on)),
    )


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
