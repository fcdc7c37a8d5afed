"""What must always hold among the worksites, proved each night."""

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import or_, select

from clauses.contracts.models import Lot
from facilitator.db import db
from facilitator.feature import Invariant, Place
from worksites.sites.models import WorkPhase, Worksite, WorksiteShare
from worksites.sites.shares.rules import SitePart, overfull


def shared_out() -> Iterator[str]:
    """The parts of a contract, or of a lot, are at most the whole, and never both at once."""
    held: dict[int, list[SitePart]] = defaultdict(list)
    part = WorksiteShare
    rows = db.session.execute(
        select(part.contract_id, part.worksite_id, part.lot_id, part.share).order_by(part.id)
    )
    for contract_id, site_id, lot_id, share in rows:
        held[contract_id].append(SitePart(site_id, lot_id, share))
    for contract_id, parts in held.items():
        place = parts[-1].site_id
        if overfull(parts):
            yield f"Chantier {place} : les parts du marché {contract_id} dépassent 100 %."
        if len({one.lot_id is None for one in parts}) > 1:
            yield f"Chantier {place} : le marché {contract_id} a des parts entières et des parts par lot."


def lots_known() -> Iterator[str]:
    """The lot of a phase is of a contract that works on the worksite."""
    here = select(WorksiteShare.id).where(
        WorksiteShare.worksite_id == WorkPhase.worksite_id,
        WorksiteShare.contract_id == Lot.contract_id,
        or_(WorksiteShare.lot_id.is_(None), WorksiteShare.lot_id == Lot.id),
    )
    rows = db.session.execute(
        select(WorkPhase.worksite_id, WorkPhase.id)
        .join(Lot, Lot.id == WorkPhase.lot_id)
        .where(~here.exists())
    )
    for site_id, phase_id in rows:
        yield f"Chantier {site_id} : la phase {phase_id} porte un lot qui n’est d’aucun de ses marchés."


INVARIANTS = (
    Invariant("sites.shares", "Les parts d’un marché sur ses chantiers ne dépassent pas 100 %", shared_out),
    Invariant("sites.phases", "Le lot d’une phase est d’un marché de son chantier", lots_known),
)


def place_of(worksite_id: int) -> Place | None:
    """Where a worksite is seen, and whose it is."""
    body_id = db.session.scalar(select(Worksite.body_id).where(Worksite.id == worksite_id))
    return Place("worksites.show", {"worksite_id": worksite_id}, body_id) if body_id else None


PLACES = {"Chantier": place_of}
