"""How long the labour-need curve takes: its page beside the bare SQL it stands on."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from flask import Flask
from sqlalchemy import insert, text

from facilitator.access import Asker, asking
from facilitator.clock import today
from facilitator.db import db, unaudited
from worksites.sites.models import WorkPhase, Worksite
from worksites.sites.needs.views import index

TRADES = 20
ROUNDS = 5
PHASES = text(
    "SELECT trade, starts_on, ends_on, headcount, minutes, worksite_id, lot_id FROM work_phase "
    "WHERE worksite_id IN (SELECT id FROM worksite WHERE body_id = :body AND archived_on IS NULL)"
)


def build_sites(body_id: int, sites: int, phases: int) -> int:
    """So many worksites of a body with so many phases each, over two years; how many phases. Commits."""
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


def curve_page(app: Flask, asker: Asker) -> dict[str, int]:
    """Milliseconds, the best of some rounds: the whole page of the territory, and the bare select of its
    phases read into rows. Within an application context.
    """
    return {"page_ms": _best(lambda: _page(app, asker)), "bare_sql_ms": _best(lambda: _bare(asker))}


def _page(app: Flask, asker: Asker) -> object:
    with app.test_request_context("/chantiers/besoins/"):
        token = asking.set(asker)
        try:
            return index()
        finally:
            asking.reset(token)


def _bare(asker: Asker) -> object:
    return db.session.execute(PHASES, {"body": asker.organisation_id}).all()


def _best(act: Callable[[], object]) -> int:
    found = []
    for _ in range(ROUNDS):
        began = time.perf_counter_ns()
        act()
        found.append((time.perf_counter_ns() - began) // 1_000_000)
    return min(found)
