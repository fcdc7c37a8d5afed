"""The Monday board in SQL: the hours of the ledger beside the kept conclusions, in few selects."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Row, Select, Subquery, case, func, literal, select

from clauses.compliance.board.rules import Grouping, Line, Whole, Whose
from clauses.compliance.rules import ClauseState
from clauses.compliance.standing.models import ClauseStanding
from clauses.contracts.models import Contract
from clauses.contracts.operations.models import Operation
from clauses.contracts.queries import contracts_of
from clauses.contracts.rules import Stage
from clauses.hours.board.queries import board_of
from facilitator.access import Asker
from facilitator.accounts.models import User
from facilitator.db import db

LINE = tuple(one.name for one in fields(Line))
WITHOUT_OPERATION = "Sans opération"
WITHOUT_FOLLOWER = "Sans facilitateur"


def lines_of(asker: Asker, values: Mapping[str, str], on: date) -> Select[*tuple[Any, ...]]:
    """One row a clause that owes or counts hours, with its conclusion, inside what the asker may see."""
    board, kept = board_of(asker, values, on), ClauseStanding
    found = (
        select(
            board,
            kept.standing.label("state"),
            kept.reason.label("reason"),
            kept.expected.label("expected"),
            kept.target.label("target"),
            kept.low.label("low"),
            kept.middle.label("middle"),
            kept.high.label("high"),
            kept.people.label("people"),
            kept.start_by.label("start_by"),
            kept.computed_on.label("computed_on"),
            literal(on, Date).label("on"),
            Contract.operation_id.label("operation_id"),
            Contract.followed_by_id.label("followed_by_id"),
        )
        .join(Contract, Contract.id == board.c.contract_id)
        .outerjoin(kept, kept.terms_id == board.c.terms_id)
    )
    if values.get("etat"):
        found = found.where(kept.standing == values["etat"])
    if values.get("suivi") == Whose.MINE.value:
        found = found.where(Contract.followed_by_id == asker.account_id)
    if values.get("operation"):
        found = found.where(Contract.operation_id == int(values["operation"]))
    return found


def _order(lines: Subquery, sort: str) -> tuple[ColumnElement[Any], ...]:
    gap = lines.c.target - lines.c.middle
    share = lines.c.middle * 10_000 / func.nullif(lines.c.target, 0)
    worst = case({state.value: rank for rank, state in enumerate(ClauseState)}, value=lines.c.state, else_=9)
    keys: dict[str, ColumnElement[Any]] = {
        "etat": worst,
        "marche": lines.c.reference,
        "acheteur": lines.c.buyer,
        "prevision": share,
        "commencer": lines.c.start_by,
        "retard": lines.c.late,
    }
    key = keys.get(sort.removeprefix("-"), worst)
    way = key.desc() if sort.startswith("-") else key.asc()
    return way.nulls_last(), lines.c.start_by.asc().nulls_last(), gap.desc().nulls_last(), lines.c.terms_id


def ordered(found: Select[*tuple[Any, ...]], sort: str) -> Select[*tuple[Any, ...]]:
    """The rows in the order asked; by default the worst first, then who must start soonest."""
    lines = found.subquery()
    return select(lines).order_by(*_order(lines, sort))


def line_of(row: Row[Any]) -> Line:
    """A row as the page reads it."""
    held = row._mapping
    return Line(**{name: held[name] for name in LINE})


def levels_of(found: Select[*tuple[Any, ...]], level: Grouping, body: str = "") -> list[Whole]:
    """The clauses by level, in the order of their names; `Grouping.BODY` is one whole of them all."""
    lines = found.subquery()
    key, label = _group(lines, level, body)
    named = select(key.label("key"), label.label("label"), *_sums(lines)).group_by(key, label)
    if level is Grouping.OPERATION:
        named = named.outerjoin(Operation, Operation.id == lines.c.operation_id)
    elif level is Grouping.FOLLOWER:
        named = named.outerjoin(User, User.id == lines.c.followed_by_id)
    return [_whole(row) for row in db.session.execute(named.order_by(label, key))]


def _group(lines: Subquery, level: Grouping, body: str) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    groups: dict[Grouping, tuple[ColumnElement[Any], ColumnElement[Any]]] = {
        Grouping.CONTRACT: (lines.c.contract_id, lines.c.reference),
        Grouping.OPERATION: (lines.c.operation_id, func.coalesce(Operation.name, WITHOUT_OPERATION)),
        Grouping.BUYER: (lines.c.buyer_id, lines.c.buyer),
        Grouping.FOLLOWER: (lines.c.followed_by_id, func.coalesce(User.name, WITHOUT_FOLLOWER)),
    }
    return groups.get(level, (literal(0), literal(body)))


def _sums(lines: Subquery) -> Sequence[ColumnElement[Any]]:
    column = lines.c
    top = case((column.counted > column.target, column.counted), else_=column.target)
    foretold = case((column.middle > top, top), else_=column.middle)
    return (
        func.count().label("clauses"),
        *(
            func.coalesce(func.sum(column[name]), 0).label(name)
            for name in ("owed", "declared", "validated", "counted", "missing", "expected", "target", "late")
        ),
        func.coalesce(func.sum(foretold), 0).label("foretold"),
        func.min(column.start_by).label("start_by"),
        *(
            func.sum(case((column.state == state, 1), else_=0)).label(f"state_{state.value}")
            for state in ClauseState
        ),
    )


def _whole(row: Row[Any]) -> Whole:
    held = dict(row._mapping)
    states = {state: int(held.pop(f"state_{state.value}")) for state in ClauseState}
    return Whole(**held | {"key": held["key"] or 0}, states=states)


def counts_of(asker: Asker) -> dict[ClauseState, int]:
    """How many clauses are in each state, by their kept conclusions."""
    seen = contracts_of(asker).where(Contract.archived_on.is_(None), Contract.stage != Stage.PREPARATION)
    rows = db.session.execute(
        select(ClauseStanding.standing, func.count())
        .where(ClauseStanding.contract_id.in_(seen.with_only_columns(Contract.id)))
        .group_by(ClauseStanding.standing)
    )
    return {row[0]: int(row[1]) for row in rows}
