"""Worksites with their phases, and what the page of the labour-need curve is measured beside."""

from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import insert, select

from clauses.contracts.models import Contract
from clauses.hours.bench.pages import Asked
from facilitator.clock import today
from facilitator.db import db, unaudited
from worksites.sites.models import WorkPhase, Worksite, WorksiteShare

TRADES = 20
CURVE = Asked(
    "/chantiers/besoins/",
    (
        "SELECT p.trade, p.starts_on, p.ends_on, p.headcount, p.minutes, p.worksite_id, p.lot_id "
        "FROM work_phase p JOIN worksite w ON w.id = p.worksite_id "
        "WHERE w.body_id = 1 AND w.archived_on IS NULL",
        "SELECT h.contract_id, h.lot_id, h.worksite_id, h.share, s.terms_id, s.target - s.counted "
        "FROM worksite_share h JOIN worksite w ON w.id = h.worksite_id "
        "JOIN clause_standing s ON s.contract_id = h.contract_id WHERE w.body_id = 1",
        "SELECT id, name FROM worksite WHERE body_id = 1 AND archived_on IS NULL ORDER BY name",
        "SELECT * FROM sizing_parameter WHERE body_id = 1",
    ),
)
"""The page of the territory, and the SQL that a hand would write for it on the base of `bench hours`."""


def build_sites(body_id: int, sites: int, phases: int) -> int:
    """So many worksites with so many phases each, over two years, and a contract each where there are some;
    how many phases. Commits."""
    first = today()
    with unaudited(db.session, "a bench prepares"):
        rows = [Worksite(body_id=body_id, name=f"Chantier {rank:05d}") for rank in range(sites)]
        db.session.add_all(rows)
        db.session.flush()
        held = [
            _phase(row.id, rank * 7 + place, first)
            for place, row in enumerate(rows)
            for rank in range(phases)
        ]
        if held:
            db.session.execute(insert(WorkPhase), held)
        contracts = db.session.scalars(select(Contract.id).order_by(Contract.id).limit(sites)).all()
        for row, contract_id in zip(rows, contracts, strict=False):
            db.session.add(WorksiteShare(worksite=row, contract_id=contract_id, share=Decimal(1)))
        db.session.commit()
    return len(held)


def _phase(worksite_id: int, rank: int, first: date) -> dict[str, object]:
    starts_on = first + timedelta(weeks=rank % 90)
    by_heads = rank % 2 == 0
    return {
        "worksite_id": worksite_id,
        "trade": f"Métier {rank % TRADES:02d}",
        "starts_on": starts_on,
        "ends_on": starts_on + timedelta(weeks=4 + rank % 20, days=-3),
        "headcount": Decimal(1 + rank % 6) if by_heads else None,
        "minutes": None if by_heads else 60 * (100 + rank % 900),
    }
