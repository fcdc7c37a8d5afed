"""The board in SQL: one select for its page, its count and its sums, whatever the clauses and the lines."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from clauses.contracts.list_queries import FILTERS
from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot, TargetVersion, Tranche
from clauses.contracts.queries import commitments_of, contracts_of
from clauses.contracts.rules import Party, Stage, TrancheKind
from clauses.hours.board.rules import Line, Standing, Sum
from clauses.hours.ledger.models import OPEN, CommitmentTotal, Statement
from clauses.hours.ledger.rules import State
from facilitator.access import COMPANY_ROLES, Asker
from facilitator.accounts.models import Organisation
from facilitator.db import db
from facilitator.feature import Tally
from facilitator.formats import fold
from facilitator.prepared import PREPARED, Prepared, several

SUMMED = ("owed", "declared", "validated", "counted", "missing", "late")
"""What is added up of the clauses."""
TOLD = tuple(one.name for one in fields(Line) if one.name != "on")


def _in_force(on: date) -> Subquery:
    """Of each amended commitment, the minutes of the version in force: `Commitment.versioned_at` in SQL."""
    latest = func.row_number().over(
        partition_by=TargetVersion.commitment_id,
        order_by=(TargetVersion.effective_on.desc(), TargetVersion.id.desc()),
    )
    ranked = (
        select(TargetVersion.commitment_id, TargetVersion.minutes, latest.label("rank"))
        .where(TargetVersion.effective_on <= on)
        .subquery()
    )
    return select(ranked.c.commitment_id, ranked.c.minutes).where(ranked.c.rank == 1).subquery()


def _owed(asker: Asker, on: date) -> Subquery:
    """By clause, the minutes that its commitments owe a company, or add to the clause for the others: with
    `_columns`, `clauses.contracts.sheet.target_of` in SQL.
    """
    version = _in_force(on)
    if asker.role in COMPANY_ROLES:
        begun = or_(Commitment.starts_on.is_(None), Commitment.starts_on <= on)
        found = (
            select(func.sum(func.coalesce(version.c.minutes, Commitment.minutes)).label("minutes"))
            .select_from(Commitment)
            .outerjoin(version, version.c.commitment_id == Commitment.id)
            .where(Commitment.organisation_id == asker.organisation_id, begun)
        )
    else:
        found = (
            select(func.sum(version.c.minutes - Commitment.minutes).label("minutes"))
            .select_from(Commitment)
            .join(version, version.c.commitment_id == Commitment.id)
            .where(Commitment.party != Party.SUBCONTRACTOR)
        )
    return found.add_columns(Commitment.terms_id).group_by(Commitment.terms_id).subquery()


def _sums(asker: Asker) -> Subquery:
    """The kept totals, by clause, of the commitments that the asker sees."""
    return (
        commitments_of(asker)
        .join(CommitmentTotal, CommitmentTotal.commitment_id == Commitment.id)
        .with_only_columns(
            Commitment.terms_id.label("terms_id"),
            func.sum(CommitmentTotal.declared_minutes).label("declared"),
            func.sum(CommitmentTotal.validated_minutes).label("validated"),
            func.sum(CommitmentTotal.counted_minutes).label("counted"),
        )
        .group_by(Commitment.terms_id)
        .subquery()
    )


def _waiting(asker: Asker, on: date) -> Subquery:
    """By clause: how many months companies are late with, and the next due day.

    A body's own open statements stand in an index of their own: the years already validated are not read.
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
        .where(OPEN, seen)
        .group_by(Commitment.terms_id)
        .subquery()
    )


def board_of(asker: Asker, values: Mapping[str, str], on: date) -> CTE:
    """One row a clause that owes or counts hours, inside what the asker may see; computed once."""
    sums, waiting, moved = _sums(asker), _waiting(asker, on), _owed(asker, on)
    counts = or_(Tranche.id.is_(None), Tranche.kind == TrancheKind.FIRM, Tranche.affirmed_on <= on)
    asked = literal(0) if asker.role in COMPANY_ROLES else func.coalesce(ClauseTerms.minutes, 0)
    owed = case((counts, asked + func.coalesce(moved.c.minutes, 0)), else_=0)
    found = (
        contracts_of(asker)
        .join(Lot, Lot.contract_id == Contract.id)
        .join(ClauseTerms, ClauseTerms.lot_id == Lot.id)
        .join(Organisation, Organisation.id == Contract.buyer_id)
        .outerjoin(Tranche, Tranche.id == ClauseTerms.tranche_id)
        .outerjoin(sums, sums.c.terms_id == ClauseTerms.id)
        .outerjoin(moved, moved.c.terms_id == ClauseTerms.id)
        .outerjoin(waiting, waiting.c.terms_id == ClauseTerms.id)
        .where(
            Contract.archived_on.is_(None),
            Contract.stage != Stage.PREPARATION,
            or_(owed > 0, sums.c.terms_id.is_not(None)),
        )
        .with_only_columns(*_columns(owed, sums, waiting))
    )
    for name in ("q", "acheteur", "etape"):
        if values.get(name):
            found = found.where(FILTERS[name](values[name]))
    if values.get("ou"):
        found = found.where(_standing(owed, sums, waiting)[values["ou"]])
    return found.cte("board").prefix_with("MATERIALIZED")


def _standing(owed: ColumnElement[int], sums: Subquery, waiting: Subquery) -> dict[str, ColumnElement[bool]]:
    """How each standing is told, as `rules.Standing`."""
    counted = func.coalesce(sums.c.counted, 0)
    return {
        Standing.LATE.value: waiting.c.late > 0,
        Standing.MISSING.value: owed > counted,
        Standing.REACHED.value: and_(owed > 0, owed <= counted),
    }


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


def _order(board: CTE | Subquery, sort: str) -> tuple[ColumnElement[Any], ...]:
    keys = {
        "marche": board.c.reference,
        "acheteur": board.c.buyer,
        "dues": board.c.owed,
        "faites": board.c.counted,
        "retard": board.c.late,
        "fin": board.c.ends_on,
    }
    key = keys.get(sort.removeprefix("-"), board.c.missing)
    way = key.desc() if sort.startswith("-") else key.asc()
    return way.nulls_last(), board.c.reference, board.c.terms_id


def ordered(board: CTE, sort: str) -> Select[*tuple[Any, ...]]:
    """Its rows in the order asked (`-` goes down); what lacks most first by default."""
    return select(board).order_by(*_order(board, sort))


def line_of(row: Any, on: date) -> Line:
    """A row of the board as the rules read it."""
    return Line(on=on, **{name: row._mapping[name] for name in TOLD})


@dataclass(frozen=True)
class Board:
    """Some lines of a board, and the sums of all by contracting authority, in the order of their names."""

    lines: Sequence[Line]
    sums: Sequence[Sum]


def read(board: CTE, sort: str, on: date, offset: int, size: int) -> Board:
    """So many lines from an offset, and the sums of them all, in one select: the board is computed once.

    `clauses` is how many a sum adds up.
    """
    page = (
        select(board, literal(0).label("clauses")).order_by(*_order(board, sort)).limit(size).offset(offset)
    )
    summed: dict[str, ColumnElement[Any]] = {name: func.sum(board.c[name]) for name in SUMMED}
    summed["buyer"] = board.c.buyer
    sums = select(
        *(summed.get(one.name, null()).label(one.name) for one in board.c), func.count().label("clauses")
    ).group_by(board.c.buyer_id, board.c.buyer)
    both = union_all(select(page.subquery()), sums).subquery()
    rows = db.session.execute(select(both).order_by(*_order(both, sort))).all()
    return Board(
        [line_of(row, on) for row in rows if not row.clauses],
        sorted((_sum_of(row) for row in rows if row.clauses), key=lambda one: fold(one.buyer)),
    )


def _sum_of(row: Any) -> Sum:
    return Sum(row.buyer, row.clauses, *(row._mapping[name] for name in SUMMED))


KEPT = Prepared(
    select(
        CommitmentTotal.commitment_id,
        CommitmentTotal.counted_minutes,
        CommitmentTotal.declared_minutes - CommitmentTotal.validated_minutes,
    ).where(CommitmentTotal.commitment_id.in_(several("ids")))
)


def tallies_by_commitment(ids: Collection[int]) -> dict[int, Tally]:
    """Minutes done, and minutes sent but not validated, of each commitment."""
    return {key: Tally(done, waiting) for key, done, waiting in KEPT.rows({"ids": list(ids)})}


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


class MonthOfContract(NamedTuple):
    """A statement of a contract as its page shows it: one plain row."""

    id: int
    organisation_id: int
    company: str
    month: date
    state: State
    no_hours: bool
    declared_minutes: int
    counted_minutes: int


def months_of(asker: Asker, contract_id: int, most: int) -> list[MonthOfContract]:
    """The statements of a contract as totals, the latest month first: no line is read, no name of people."""
    rows = _months_on(asker).rows({"contract": contract_id, "most": most})
    return [MonthOfContract._make(row) for row in rows]


@lru_cache(maxsize=PREPARED)
def _months_on(asker: Asker) -> Prepared:
    return Prepared(
        commitments_of(asker, bindparam("contract"))
        .join(Statement, Statement.commitment_id == Commitment.id)
        .join(Organisation, Organisation.id == Statement.organisation_id)
        .with_only_columns(Statement.id, Statement.organisation_id, Organisation.name, Statement.month)
        .add_columns(Statement.state, Statement.no_hours)
        .add_columns(Statement.declared_minutes, Statement.counted_minutes)
        .order_by(Statement.month.desc(), Organisation.name, Statement.id)
        .limit(bindparam("most"))
    )
