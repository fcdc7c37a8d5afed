"""The sizings that the asker's body kept."""

from functools import lru_cache

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload

from clauses.contracts.models import ClauseTerms, Contract, Lot
from clauses.sizing.kept.models import Sizing
from facilitator.access import Asker
from facilitator.accounts.queries import owned
from facilitator.db import db
from facilitator.exchange.listing import Listing
from facilitator.formats import search_key
from facilitator.prepared import PREPARED, Prepared


def sizings_of(asker: Asker) -> Select[Sizing]:
    """The sizings of the asker's body, the latest first."""
    return (
        owned(Sizing, asker)
        .join(Sizing.terms)
        .join(ClauseTerms.lot)
        .join(Lot.contract)
        .options(contains_eager(Sizing.terms, ClauseTerms.lot, Lot.contract), joinedload(Sizing.author))
    )


def sizing_of(asker: Asker, sizing_id: int) -> Sizing | None:
    """One sizing, if the asker's body made it."""
    return db.session.scalar(sizings_of(asker).where(Sizing.id == sizing_id))


def list_sizings(asker: Asker, listing: Listing) -> tuple[list[Sizing], Listing]:
    """One page of the sizings that answer the filters, and the listing that knows their number."""
    found = sizings_of(asker)
    if listing["marche"]:
        found = found.where(Contract.search_key.contains(search_key(listing["marche"]), autoescape=True))
    if listing["calcul"]:
        found = found.where(Sizing.method == listing["calcul"])
    counted = listing.counted(db.session.scalar(select(func.count()).select_from(found.subquery())) or 0)
    key = {"marche": Contract.reference, "heures": Sizing.hours}.get(listing.sort_by, Sizing.made_at)
    order = key.desc() if listing.descends else key.asc()
    page = found.order_by(order, Sizing.id.desc()).limit(listing.size).offset(counted.offset)
    return list(db.session.scalars(page)), counted


def sizings_of_contract(asker: Asker, contract_id: int) -> list[Sizing]:
    """The sizings kept on a contract, the latest first; most have none."""
    if _kept_on(asker).first({"contract": contract_id}) is None:
        return []
    found = sizings_of(asker).where(Contract.id == contract_id)
    return list(db.session.scalars(found.order_by(Sizing.id.desc())))


@lru_cache(maxsize=PREPARED)
def _kept_on(asker: Asker) -> Prepared:
    found = sizings_of(asker).where(Contract.id == bindparam("contract"))
    return Prepared(found.with_only_columns(Sizing.id).limit(1))


def last_sizing(terms: ClauseTerms) -> Sizing | None:
    """The latest sizing kept on a clause."""
    return db.session.scalar(
        select(Sizing).where(Sizing.terms_id == terms.id).order_by(Sizing.id.desc()).limit(1)
    )
