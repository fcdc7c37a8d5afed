"""The clauses that a calculation may start from, and be kept on."""

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from clauses.contracts.models import ClauseTerms, Contract, Lot
from clauses.contracts.queries import contracts_of
from clauses.contracts.rules import Stage
from facilitator.access import Asker
from facilitator.db import db


def open_terms(asker: Asker) -> list[ClauseTerms]:
    """The clauses of the asker's living contracts, by contract and lot."""
    if asker.body_id is None:
        return []
    contracts = contracts_of(asker).where(Contract.archived_on.is_(None), Contract.stage != Stage.CLOSED)
    ids = contracts.with_only_columns(Contract.id)
    found = (
        _terms_with_contract()
        .where(Contract.id.in_(ids))
        .order_by(Contract.reference, Lot.rank, ClauseTerms.id)
    )
    return list(db.session.scalars(found))


def terms_of(asker: Asker, terms_id: int) -> ClauseTerms | None:
    """One clause of a contract that the asker may see."""
    ids = contracts_of(asker).with_only_columns(Contract.id)
    return db.session.scalar(_terms_with_contract().where(Contract.id.in_(ids), ClauseTerms.id == terms_id))


def _terms_with_contract() -> Select[ClauseTerms]:
    return (
        select(ClauseTerms)
        .join(ClauseTerms.lot)
        .join(Lot.contract)
        .options(contains_eager(ClauseTerms.lot, Lot.contract))
    )
