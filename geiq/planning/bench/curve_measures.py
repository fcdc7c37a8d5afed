"""The page of the labour-need curve on a base of national size, beside the bare SQL and its rendering."""

import tempfile
from pathlib import Path
from typing import Any

from clauses.compliance.bench.pages import BODY
from clauses.compliance.standing.jobs import run as conclude_all
from clauses.hours.bench.commands import SECRET, made
from clauses.hours.bench.pages import page
from clauses.hours.bench.world import plan
from clauses.hours.ledger.rules import previous_month
from facilitator.app import create_app
from facilitator.clock import today
from facilitator.db import db
from worksites.sites.bench import CURVE, build_sites

SITES, PHASES = 30, 20


def curve_facts(lines: int, contracts: int = 2000) -> dict[str, Any]:
    """So many lines of statement, the clauses concluded, thirty worksites of twenty phases: the page."""
    with tempfile.TemporaryDirectory(prefix="facilitator-bench-") as folder:
        file = Path(folder) / "bench.sqlite3"
        app = create_app(SECRET_KEY=SECRET, DATABASE_URL=f"sqlite:///{file}", UPLOAD_DIR=folder)
        facts = made(app, plan(lines, previous_month(today().replace(day=1)), contracts), file)
        with app.app_context():
            conclude_all()
            phases = build_sites(BODY, SITES, PHASES)
        found = page(app, CURVE)
        with app.app_context():
            db.engine.dispose()
    return {"base": facts, "sites": SITES, "phases": phases, "page": found}
