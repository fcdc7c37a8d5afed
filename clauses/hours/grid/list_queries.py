"""The grids that an asker may open: one for each commitment that has statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, Subquery, bindparam, case, func, select

from clauses.contracts.models import ClauseTerms, Commitment, Contract, Lot
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import statements_of
from clauses.hours.ledger.rules import OPEN_STATES
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.db import db
from facilitator.formats import search_key
from facilitator.prepared import PREPARED, Prepared


@dataclass(frozen=True)
class Choice:
    """A commitment whose hours can be seen in a grid."""

    commitment_id: int
    reference: str
    title: str
    organisation_id: int
    company: str
    open: int
    """Months that the company still has to send."""
    last: date
    """Its latest month."""


def _months(asker: Asker) -> Subquery:
    """By commitment: how many months are to be sent, the latest month."""
    return (
        statements_of(asker)
        .with_only_columns(
            Statement.commitment_id,
            func.sum(case((Statement.state.in_(OPEN_STATES), 1), else_=0)).label("open"),
            func.max(Statement.month).label("last"),
        )
        .group_by(Statement.commitment_id)
        .subquery()
    )


def choices_of(asker: Asker, values: Mapping[str, str], sort: str) -> Select[Any]:
    """The commitments with statements that answer the filters, in order."""
    months = _months(asker)
    found = (
        select(
            Commitment.id,
            Contract.reference,
            Contract.title,
            Organisation.id,
            Organisation.name,
            months.c.open,
            months.c.last,
        )
        .join(months, months.c.commitment_id == Commitment.id)
        .join(ClauseTerms, ClauseTerms.id == Commitment.terms_id)
        .join(Lot, Lot.id == ClauseTerms.lot_id)
        .join(Contract, Contract.id == Lot.contract_id)
        .join(Organisation, Organisation.id == Commitment.organisation_id)
        .where(Contract.archived_on.is_(None))
    )
    for word in search_key(values.get("q", "")).split():
        found = found.where(Contract.search_key.contains(word) | Organisation.search_key.contains(word))
    if values.get("mois") == "ouverts":
        found = found.where(months.c.open > 0)
    keys: dict[str, Any] = {"marche": Contract.reference, "entreprise": Organisation.name}
    keys |= {"ouverts": months.c.open, "dernier": months.c.last}
    key = keys[sort.removeprefix("-")]
    return found.order_by(key.desc() if sort.startswith("-") else key.asc(), Commitment.id)


def count_of(found: Select[Any]) -> int:
    """How many answer."""
    return db.session.scalar(select(func.count()).select_from(found.order_by(None).subquery())) or 0


def rows_of(found: Select[Any], offset: int = 0, limit: int | None = None) -> Sequence[Choice]:
    """The lines of the list."""
    return [Choice(*row) for row in db.session.execute(found.offset(offset or None).limit(limit))]


def grids_of_contract(asker: Asker, contract_id: int) -> list[tuple[int, str]]:
    """The commitments of a contract that have statements, each with the contract's reference."""
    return [(key, reference) for key, reference in _grids_on(asker).rows({"contract": contract_id})]


@lru_cache(maxsize=PREPARED)
def _grids_on(asker: Asker) -> Prepared:
    seen = statements_of(asker).where(Statement.commitment_id == Commitment.id).correlate(Commitment)
    return Prepared(
        select(Commitment.id, Contract.reference)
        .join(ClauseTerms, ClauseTerms.id == Commitment.terms_id)
        .join(Lot, Lot.id == ClauseTerms.lot_id)
        .join(Contract, Contract.id == Lot.contract_id)
        .where(Contract.id == bindparam("contract"), seen.exists())
    )
