"""The page of the labour-need curve on a base of national size, beside the bare SQL and its rendering."""

import tempfile
from contextvars import Context
from pathlib import Path
from statistics import median
from typing import Any

from flask import Flask
from werkzeug.test import create_environ, run_wsgi_app

from clauses.compliance.bench.pages import BODY
from clauses.compliance.standing.jobs import run as conclude_all
from clauses.hours.bench.commands import SECRET, made
from clauses.hours.bench.load import cookie_of
from clauses.hours.bench.pages import milliseconds, page
from clauses.hours.bench.world import FACILITATOR, plan
from clauses.hours.ledger.rules import previous_month
from facilitator.app import create_app
from facilitator.clock import today
from facilitator.db import db
from worksites.sites.bench import CURVE, build_sites
from worksites.sites.curve_rules import shape_of, spread
from worksites.sites.needs.rules import curve_from

SITES, PHASES = 30, 20
KEPT = (spread, shape_of, curve_from)
"""What the curve keeps by all that it is made of."""


def curve_facts(lines: int, contracts: int = 2000) -> dict[str, Any]:
    """So many lines of statement, the clauses concluded, thirty worksites of twenty phases: the page."""
    with tempfile.TemporaryDirectory(prefix="facilitator-bench-") as folder:
        file = Path(folder) / "bench.sqlite3"
        app = create_app(SECRET_KEY=SECRET, DATABASE_URL=f"sqlite:///{file}", UPLOAD_DIR=folder)
        facts = made(app, plan(lines, previous_month(today().replace(day=1)), contracts), file)
        with app.app_context():
            conclude_all()
            phases = build_sites(BODY, SITES, PHASES)
        found = page(app, CURVE) | {"nothing_kept_ms": unkept(app)}
        with app.app_context():
            db.engine.dispose()
    return {"base": facts, "sites": SITES, "phases": phases, "page": found}


def unkept(app: Flask, turns: int = 11) -> float:
    """The page when all is computed again: after a phase or an hour has changed, or at the first request."""
    wire = create_environ(CURVE.path, headers={"Cookie": cookie_of(app, FACILITATOR)})

    def ask() -> None:
        for kept in KEPT:
            kept.cache_clear()
        Context().run(run_wsgi_app, app, dict(wire), buffered=True)

    return round(median(milliseconds(ask) for _ in range(turns)), 2)
