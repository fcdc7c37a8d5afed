"""The trades that a lot employs, as far as the works say: its own phases, else those of its worksites."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import or_, select

from clauses.contracts.models import Lot
from facilitator.access import Asker
from facilitator.db import db
from worksites.sites.models import WorkPhase, WorksiteShare
from worksites.sites.queries import phases_of, shares_of


def trades_of_lots(asker: Asker, lot_ids: Collection[int]) -> Mapping[int, frozenset[str]]:
    """The trades of each lot's phases; one without phases takes those of the phases of no lot, on the
    worksites where it (or its contract) has a share. A lot of which nothing is said is absent."""
    found: dict[int | None, set[str]] = defaultdict(set)
    own = phases_of(asker).where(WorkPhase.lot_id.in_(lot_ids))
    for lot, trade in db.session.execute(own.with_only_columns(WorkPhase.lot_id, WorkPhase.trade)):
        found[lot].add(trade)
    silent = [lot for lot in lot_ids if lot not in found]
    for lot, trade in db.session.execute(_around(asker, silent)):
        found[lot].add(trade)
    return {lot: frozenset(found[lot]) for lot in lot_ids if lot in found}


def _around(asker: Asker, lot_ids: Collection[int]) -> Any:
    mine = shares_of(asker).with_only_columns(WorksiteShare.id)
    nobodys = WorkPhase.lot_id.is_(None) & (WorkPhase.lot_label == "")
    return (
        select(Lot.id, WorkPhase.trade)
        .join(WorksiteShare, WorksiteShare.contract_id == Lot.contract_id)
        .join(WorkPhase, WorkPhase.worksite_id == WorksiteShare.worksite_id)
        .where(Lot.id.in_(lot_ids), WorksiteShare.id.in_(mine), nobodys)
        .where(or_(WorksiteShare.lot_id.is_(None), WorksiteShare.lot_id == Lot.id))
        .distinct()
    )
