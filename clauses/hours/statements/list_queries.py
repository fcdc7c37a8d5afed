"""The list of statements: its filters, its order, the lines behind it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.queries import statements_of
from clauses.hours.ledger.rules import OPEN_STATES, State
from clauses.hours.statements.queries import reached, with_top
from clauses.hours.statements.rules import Attention
from clauses.people.employments.models import Employment
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.db import db
from facilitator.formats import month, search_key

OFFERED_MONTHS = 36
"""How many months the filter offers, the latest first."""


def _text(typed: str) -> ColumnElement[bool]:
    words = search_key(typed).split()
    return and_(
        *(or_(Contract.search_key.contains(word), Organisation.search_key.contains(word)) for word in words)
    )


FILTERS: dict[str, Callable[[str], ColumnElement[bool]]] = {
    "q": _text,
    "mois": lambda value: Statement.month == date.fromisoformat(value),
    "etat": lambda value: Statement.state.in_([value]),
    "entreprise": lambda value: Statement.organisation_id == int(value),
    "acheteur": lambda value: Contract.buyer_id == int(value),
    "marche": lambda value: Contract.id == int(value),
}


def find_statements(asker: Asker, values: Mapping[str, str], on: date) -> Select[Statement]:
    """The statements that answer every filter, inside what the asker may see."""
    found = with_top(reached(statements_of(asker)))
    for name, condition in FILTERS.items():
        if values.get(name):
            found = found.where(condition(values[name]))
    late = and_(Statement.state.in_(OPEN_STATES), Statement.due_on < on)
    to_do = {Attention.LATE.value: late, Attention.MEND.value: Statement.state == State.RETURNED}
    return found.where(to_do[values["a_faire"]]) if values.get("a_faire") else found


def ordered(found: Select[Statement], sort: str) -> Select[Statement]:
    """In the order asked (`-` goes down); the latest month first by default."""
    keys: dict[str, Any] = {
        "entreprise": Organisation.name,
        "marche": Contract.reference,
        "heures": Statement.declared_minutes,
        "echeance": Statement.due_on,
        "envoi": Statement.submitted_at,
    }
    key = keys.get(sort.removeprefix("-"), Statement.month)
    way = key.desc() if sort.startswith("-") else key.asc()
    return found.order_by(way.nulls_last(), Organisation.name, Statement.id)


def lines_of(found: Select[Statement]) -> Select[StatementLine]:
    """The lines of the statements that a list holds, statement after statement."""
    ids = found.with_only_columns(Statement.id).order_by(None)
    lines = select(StatementLine).join(StatementLine.statement)
    return (
        reached(lines.where(Statement.id.in_(ids)))
        .options(
            contains_eager(StatementLine.statement).contains_eager(Statement.organisation),
            contains_eager(StatementLine.statement)
            .contains_eager(Statement.commitment)
            .contains_eager(Commitment.terms)
            .contains_eager(ClauseTerms.lot)
            .contains_eager(Lot.contract),
            joinedload(StatementLine.participant),
            joinedload(StatementLine.employment).joinedload(Employment.employer),
        )
        .order_by(Statement.month, Statement.id, StatementLine.id)
    )


def choices_of(asker: Asker) -> dict[str, list[tuple[Any, str]]]:
    """What the filters offer: only what the asker's own statements hold."""
    mine = statements_of(asker)
    months = db.session.scalars(
        mine.with_only_columns(Statement.month)
        .distinct()
        .order_by(Statement.month.desc())
        .limit(OFFERED_MONTHS)
    )
    companies = select(Organisation.id, Organisation.name).where(
        Organisation.id.in_(mine.with_only_columns(Statement.organisation_id))
    )
    contracts = reached(mine).with_only_columns(Contract.id, Contract.buyer_id)
    buyers = select(Organisation.id, Organisation.name).where(
        Organisation.id.in_(select(contracts.subquery().c.buyer_id))
    )
    known = select(Contract.id, Contract.reference).where(Contract.id.in_(select(contracts.subquery().c.id)))
    return {
        "mois": [(day.isoformat(), month(day)) for day in months],
        "entreprise": _pairs(companies.order_by(Organisation.name)),
        "acheteur": _pairs(buyers.order_by(Organisation.name)),
        "marche": _pairs(known.order_by(Contract.reference)),
    }


def _pairs(found: Select[int, str]) -> list[tuple[Any, str]]:
    return [(row[0], row[1]) for row in db.session.execute(found)]
