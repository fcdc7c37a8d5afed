"""The board in SQL: a constant number of selects, whatever the number of clauses and of lines."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import contains_eager

from clauses.contracts.list_queries import FILTERS
from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot, TargetVersion, Tranche
from clauses.contracts.queries import commitments_of, contracts_of
from clauses.contracts.rules import Party, Stage, TrancheKind
from clauses.hours.board.rules import Line, Standing, Sum
from clauses.hours.ledger.models import CommitmentTotal, Statement
from clauses.hours.ledger.rules import OPEN_STATES
from facilitator.access import COMPANY_ROLES, Asker
from facilitator.accounts.models import Organisation
from facilitator.db import db
from facilitator.feature import Tally


def _versioned(on: date) -> ColumnElement[int]:
    """What a commitment owes by the version in force, as `Commitment.versioned_at`."""
    latest = (
        select(TargetVersion.minutes)
        .where(TargetVersion.commitment_id == Commitment.id, TargetVersion.effective_on <= on)
        .order_by(TargetVersion.effective_on.desc(), TargetVersion.id.desc())
        .limit(1)
        .correlate(Commitment)
        .scalar_subquery()
    )
    return func.coalesce(latest, Commitment.minutes)


def _owed(asker: Asker, on: date) -> ColumnElement[int]:
    """Minutes of a clause at a date for this reader: `clauses.contracts.sheet.target_of` in SQL."""
    counts = or_(Tranche.id.is_(None), Tranche.kind == TrancheKind.FIRM, Tranche.affirmed_on <= on)
    mine = asker.role in COMPANY_ROLES
    moved = _versioned(on) if mine else _versioned(on) - Commitment.minutes
    found = select(func.sum(moved)).where(Commitment.terms_id == ClauseTerms.id)
    if mine:
        begun = or_(Commitment.starts_on.is_(None), Commitment.starts_on <= on)
        found = found.where(Commitment.organisation_id == asker.organisation_id, begun)
    else:
        found = found.where(Commitment.party != Party.SUBCONTRACTOR)
    total: ScalarSelect[Any] = found.correlate(ClauseTerms).scalar_subquery()
    asked: ColumnElement[int] = literal(0) if mine else func.coalesce(ClauseTerms.minutes, 0)
    return case((counts, asked + func.coalesce(total, 0)), else_=0)


def _sums(asker: Asker) -> Subquery:
    """The kept totals, by clause, of the commitments that the asker sees."""
    seen = commitments_of(asker).with_only_columns(Commitment.id)
    return (
        select(
            Commitment.terms_id.label("terms_id"),
            func.sum(CommitmentTotal.declared_minutes).label("declared"),
            func.sum(CommitmentTotal.validated_minutes).label("validated"),
            func.sum(CommitmentTotal.counted_minutes).label("counted"),
        )
        .join(CommitmentTotal, CommitmentTotal.commitment_id == Commitment.id)
        .where(Commitment.id.in_(seen))
        .group_by(Commitment.terms_id)
        .subquery()
    )


def _waiting(asker: Asker, on: date) -> Subquery:
    """By clause: how many months companies are late with, and the next due day.

    A body's own statements are found by their state, so that the years already validated are not read.
    """
    seen = (
        Statement.body_id == asker.body_id
        if asker.body_id is not None
        else Statement.commitment_id.in_(commitments_of(asker).with_only_columns(Commitment.id))
    )
    late = case((Statement.due_on < on, 1), else_=0)
    ahead = case((Statement.due_on >= on, Statement.due_on))
    return (
        select(
            Commitment.terms_id.label("terms_id"),
            func.sum(late).label("late"),
            func.min(ahead).label("next_due"),
        )
        .join(Commitment, Commitment.id == Statement.commitment_id)
        .where(Statement.state.in_(OPEN_STATES), seen)
        .group_by(Commitment.terms_id)
        .subquery()
    )


def board_of(asker: Asker, values: Mapping[str, str], on: date) -> Select[*tuple[Any, ...]]:
    """One row a clause that owes or counts hours, inside what the asker may see."""
    sums, waiting, owed = _sums(asker), _waiting(asker, on), _owed(asker, on)
    found = (
        select(*_columns(owed, sums, waiting))
        .join(Lot, Lot.id == ClauseTerms.lot_id)
        .join(Contract, Contract.id == Lot.contract_id)
        .join(Organisation, Organisation.id == Contract.buyer_id)
        .outerjoin(Tranche, Tranche.id == ClauseTerms.tranche_id)
        .outerjoin(sums, sums.c.terms_id == ClauseTerms.id)
        .outerjoin(waiting, waiting.c.terms_id == ClauseTerms.id)
        .where(
            Contract.id.in_(contracts_of(asker).with_only_columns(Contract.id)),
            Contract.archived_on.is_(None),
            Contract.stage != Stage.PREPARATION,
            or_(owed > 0, sums.c.terms_id.is_not(None)),
        )
    )
    for name in ("q", "acheteur", "etape"):
        if values.get(name):
            found = found.where(FILTERS[name](values[name]))
    counted = func.coalesce(sums.c.counted, 0)
    standing = {
        Standing.LATE.value: waiting.c.late > 0,
        Standing.MISSING.value: owed > counted,
        Standing.REACHED.value: and_(owed > 0, owed <= counted),
    }
    return found.where(standing[values["ou"]]) if values.get("ou") else found


def _columns(owed: ColumnElement[int], sums: Subquery, waiting: Subquery) -> list[ColumnElement[Any]]:
    """What a line of the board holds, under the names of `rules.Line`."""
    counted = func.coalesce(sums.c.counted, 0)
    return [
        ClauseTerms.id.label("terms_id"),
        ClauseTerms.kind.label("kind"),
        Contract.id.label("contract_id"),
        Contract.reference.label("reference"),
        Contract.title.label("title"),
        Contract.stage.label("stage"),
        func.coalesce(Contract.starts_on, Contract.notified_on).label("starts_on"),
        Contract.ends_on.label("ends_on"),
        Lot.number.label("lot"),
        Organisation.id.label("buyer_id"),
        Organisation.name.label("buyer"),
        owed.label("owed"),
        func.coalesce(sums.c.declared, 0).label("declared"),
        func.coalesce(sums.c.validated, 0).label("validated"),
        counted.label("counted"),
        case((owed > counted, owed - counted), else_=0).label("missing"),
        func.coalesce(waiting.c.late, 0).label("late"),
        waiting.c.next_due.label("next_due"),
    ]


def ordered(found: Select[*tuple[Any, ...]], sort: str) -> Select[*tuple[Any, ...]]:
    """In the order asked (`-` goes down); what lacks most first by default."""
    sub = found.order_by(None).subquery()
    keys = {
        "marche": sub.c.reference,
        "acheteur": sub.c.buyer,
        "dues": sub.c.owed,
        "faites": sub.c.counted,
        "retard": sub.c.late,
        "fin": sub.c.ends_on,
    }
    key = keys.get(sort.removeprefix("-"), sub.c.missing)
    way = key.desc() if sort.startswith("-") else key.asc()
    return select(sub).order_by(way.nulls_last(), sub.c.reference, sub.c.terms_id)


def line_of(row: Any, on: date) -> Line:
    """A row of the board as the rules read it."""
    return Line(**row._mapping, on=on)


def sums_of(found: Select[*tuple[Any, ...]]) -> list[Sum]:
    """The sums of a board by contracting authority, in the order of their names."""
    sub = found.order_by(None).subquery()
    names = ("owed", "declared", "validated", "counted", "missing", "late")
    figures = [func.count().label("clauses"), *(func.sum(sub.c[name]).label(name) for name in names)]
    grouped = select(sub.c.buyer, *figures).group_by(sub.c.buyer_id, sub.c.buyer).order_by(sub.c.buyer)
    return [Sum(**row._mapping) for row in db.session.execute(grouped)]


def tallies_by_commitment(ids: Collection[int]) -> dict[int, Tally]:
    """Minutes done, and minutes sent but not validated, of each commitment."""
    rows = db.session.scalars(select(CommitmentTotal).where(CommitmentTotal.commitment_id.in_(ids)))
    return {
        row.commitment_id: Tally(row.counted_minutes, row.declared_minutes - row.validated_minutes)
        for row in rows
    }


def tallies_by_contract(ids: Collection[int]) -> dict[int, Tally]:
    """The same for whole contracts; those on which nothing was ever declared are absent."""
    rows = db.session.execute(
        select(
            Lot.contract_id,
            func.sum(CommitmentTotal.counted_minutes),
            func.sum(CommitmentTotal.declared_minutes - CommitmentTotal.validated_minutes),
        )
        .join(Commitment, Commitment.id == CommitmentTotal.commitment_id)
        .join(ClauseTerms, ClauseTerms.id == Commitment.terms_id)
        .join(Lot, Lot.id == ClauseTerms.lot_id)
        .where(Lot.contract_id.in_(ids))
        .group_by(Lot.contract_id)
    )
    return {contract_id: Tally(int(done), int(waiting)) for contract_id, done, waiting in rows}


def months_of(asker: Asker, contract_id: int, most: int) -> Sequence[Statement]:
    """The statements of a contract as totals, the latest month first: no line is read, no name of people."""
    seen = commitments_of(asker).where(Lot.contract_id == contract_id).with_only_columns(Commitment.id)
    return db.session.scalars(
        select(Statement)
        .join(Statement.organisation)
        .where(Statement.commitment_id.in_(seen))
        .options(contains_eager(Statement.organisation))
        .order_by(Statement.month.desc(), Organisation.name, Statement.id)
        .limit(most)
    ).all()
