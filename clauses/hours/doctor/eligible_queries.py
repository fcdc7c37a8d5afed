"""Validated hours that no counting window covers, clause by clause; none writes."""

from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import Row, Select, case, func, select

from clauses.contracts.contract_rules import add_months
from clauses.contracts.models import ClauseTerms, Commitment
from clauses.hours.checks.models import Derogation
from clauses.hours.checks.rules import Code
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.rules import LineState, last_of
from clauses.people.eligibility.models import EligibilityCertificate
from clauses.people.eligibility.rules import Decision, Scheme
from facilitator.db import db
from facilitator.formats import hours

OWN_MONTHS = case((ClauseTerms.window_is_own.is_(True), ClauseTerms.counting_window_months))
"""How long a person counts by the clause itself; NULL: as decided."""


def eligible_hours() -> Iterator[str]:
    """No validated hour of somebody whom no counting window of the clause covers that month, corrections
    taken off.
    """
    for identifier, person, minutes in uncovered():
        yield (
            f"Relevé {identifier} : {hours(minutes)} validées pour la personne {person}, hors de toute "
            "période d’éligibilité."
        )


def uncovered(people: Collection[int] | None = None) -> Iterator[tuple[int, int, int]]:
    """Statement, person and minutes validated without eligibility, of these people or of all.

    Month by month and by duration, so that the database compares days with days and memory stays flat.
    """
    durations = db.session.scalars(select(OWN_MONTHS).distinct()).all() or [None]
    months = select(Statement.month).distinct()
    if people is not None:
        theirs = select(StatementLine.statement_id).where(StatementLine.participant_id.in_(people))
        months = months.where(Statement.id.in_(theirs))
    for month in db.session.scalars(months.order_by(Statement.month)).all():
        for duration in durations:
            found = _uncovered(month, duration)
            if people is not None:
                found = found.where(StatementLine.participant_id.in_(people))
            yield from map(_told, db.session.execute(found))


def _told(row: Row[int, int, int]) -> tuple[int, int, int]:
    statement, person, minutes = row
    return statement, person, minutes


def _uncovered(month: date, duration: int | None) -> Select[int, int, int]:
    return (
        select(Statement.id, StatementLine.participant_id, func.sum(StatementLine.minutes))
        .join(Statement, Statement.id == StatementLine.statement_id)
        .join(Commitment, Commitment.id == Statement.commitment_id)
        .join(ClauseTerms, ClauseTerms.id == Commitment.terms_id)
        .where(
            Statement.month == month,
            StatementLine.state == LineState.VALIDATED,
            OWN_MONTHS.is_not_distinct_from(duration),
            ~_window(month, duration).exists(),
            ~_derogation().exists(),
        )
        .group_by(Statement.id, StatementLine.participant_id)
        .having(func.sum(StatementLine.minutes) > 0)
    )


def _window(month: date, duration: int | None) -> Select[int]:
    """The certificates of a line's person whose window, cut by a revocation, meets a month.

    A window of so many months from a day on still runs on the first of a month when that day is after the
    same first, as many months before.
    """
    certificate = EligibilityCertificate
    runs = (
        certificate.ends_on >= month
        if duration is None
        else certificate.starts_on > add_months(month, -duration)
    )
    return select(certificate.id).where(
        certificate.participant_id == StatementLine.participant_id,
        certificate.scheme == Scheme.CLAUSE,
        certificate.decision == Decision.ELIGIBLE,
        certificate.starts_on <= last_of(month),
        runs,
        certificate.revoked_on.is_(None)
        | ((certificate.revoked_on > month) & (certificate.revoked_on > certificate.starts_on)),
    )


def _derogation() -> Select[int]:
    """The derogation that lets a line pass without eligibility, if a facilitator signed one."""
    return select(Derogation.id).where(
        Derogation.statement_id == Statement.id,
        Derogation.employment_id == StatementLine.employment_id,
        Derogation.code.in_((Code.NOT_ELIGIBLE, Code.AFTER_WINDOW)),
        Derogation.withdrawn_at.is_(None),
    )
