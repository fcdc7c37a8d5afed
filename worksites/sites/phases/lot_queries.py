"""The lots that may have a phase on a worksite: those of the contracts that have a share of it."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from clauses.contracts.models import Contract, Lot
from facilitator.db import db
from worksites.sites.models import WorksiteShare


def lots_on(worksite_id: int) -> Sequence[Lot]:
    """Those lots, by contract and by rank, with their contract."""
    here = select(WorksiteShare.id).where(
        WorksiteShare.worksite_id == worksite_id,
        WorksiteShare.contract_id == Lot.contract_id,
        or_(WorksiteShare.lot_id.is_(None), WorksiteShare.lot_id == Lot.id),
    )
    return db.session.scalars(
        select(Lot)
        .join(Lot.contract)
        .where(here.exists())
        .options(joinedload(Lot.contract))
        .order_by(Contract.reference, Lot.rank)
    ).all()


def named(lot: Lot) -> str:
    """`Lot 2, Gros œuvre (2026-014)`."""
    return f"Lot {lot.number}, {lot.title} ({lot.contract.reference})"
