"""The conclusions, kept: which clauses have changed since theirs, and what is written then."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Select, Subquery, func, or_, select

from clauses.compliance.standing.models import ClauseStanding
from clauses.compliance.standing.queries import Believed, facts_of, habits_of, limits_of
from clauses.compliance.standing.rules import Conclusion, conclude
from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.contracts.rules import Stage
from clauses.hours.ledger.models import CommitmentTotal
from facilitator.clock import now
from facilitator.db import db, unaudited

SETTLED = (Stage.PREPARATION, Stage.CLOSED)
"""Stages whose clauses are not looked at any more, once they have a conclusion."""


def stale(on: date, body_id: int | None = None) -> list[int]:
    """The clauses whose conclusion is missing, of another day, or of other figures; in their order."""
    sums, kept = _sums(), ClauseStanding
    found = (
        select(ClauseTerms.id)
        .join(ClauseTerms.lot)
        .join(Lot.contract)
        .outerjoin(kept, kept.terms_id == ClauseTerms.id)
        .outerjoin(sums, sums.c.terms_id == ClauseTerms.id)
        .where(
            Contract.archived_on.is_(None),
            Contract.stage.not_in(SETTLED),
            or_(
                kept.terms_id.is_(None),
                kept.computed_on != on,
                kept.contract_version != Contract.version,
                kept.declared != func.coalesce(sums.c.declared, 0),
                kept.validated != func.coalesce(sums.c.validated, 0),
                kept.counted != func.coalesce(sums.c.counted, 0),
            ),
        )
        .order_by(ClauseTerms.id)
    )
    return list(db.session.scalars(found if body_id is None else found.where(Contract.body_id == body_id)))


def _sums() -> Subquery:
    """The kept totals of each clause."""
    return (
        select(
            Commitment.terms_id.label("terms_id"),
            func.sum(CommitmentTotal.declared_minutes).label("declared"),
            func.sum(CommitmentTotal.validated_minutes).label("validated"),
            func.sum(CommitmentTotal.counted_minutes).label("counted"),
        )
        .join(CommitmentTotal, CommitmentTotal.commitment_id == Commitment.id)
        .group_by(Commitment.terms_id)
        .subquery()
    )


def keep(terms_ids: Collection[int], on: date) -> int:
    """Conclude on these clauses and keep it; how many were. The caller commits, `unaudited`."""
    believed = Believed(on)
    facts = facts_of(terms_ids, on, believed)
    contracts = _contracts(facts)
    rows = {row.terms_id: row for row in db.session.scalars(_kept(facts))}
    with unaudited(db.session, "conclusions are derived from the ledger"):
        for terms_id, each in facts.items():
            contract_id, body_id, version = contracts[terms_id]
            settings = believed[body_id]
            found = conclude(each, on, habits_of(settings), limits_of(settings))
            row = rows.get(terms_id) or ClauseStanding(
                terms_id=terms_id, contract_id=contract_id, body_id=body_id
            )
            row.contract_version = version
            _write(row, found, on)
            db.session.add(row)
        db.session.flush()
    return len(facts)


def _kept(terms_ids: Collection[int]) -> Select[ClauseStanding]:
    return select(ClauseStanding).where(ClauseStanding.terms_id.in_(terms_ids))


def _contracts(terms_ids: Collection[int]) -> dict[int, tuple[int, int, int]]:
    rows = db.session.execute(
        select(ClauseTerms.id, Contract.id, Contract.body_id, Contract.version)
        .join(ClauseTerms.lot)
        .join(Lot.contract)
        .where(ClauseTerms.id.in_(terms_ids))
    )
    return {terms_id: (contract_id, body_id, version) for terms_id, contract_id, body_id, version in rows}


def _write(row: ClauseStanding, found: Conclusion, on: date) -> None:
    progress, said = found.progress, found.forecast
    row.computed_at, row.computed_on = now(), on
    row.standing, row.reason = found.standing, found.reason
    row.due, row.target, row.expected = progress.due, said.target, progress.expected
    row.known, row.declared, row.validated = progress.known, progress.declared, progress.validated
    row.counted, row.late_months = progress.counted, progress.late_months
    row.low, row.middle, row.high = said.low, said.middle, said.high
    row.people = found.start.people if found.start else 0
    row.start_by = found.start.by if found.start else None
