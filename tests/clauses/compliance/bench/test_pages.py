"""The pages of compliance on a made base: few selects, whatever the contracts, and none in a template."""

from datetime import date

import pytest
from flask import Flask

from clauses.compliance.bench.pages import PAGES, meet_companies
from clauses.compliance.standing.jobs import run as conclude_all
from clauses.hours.bench.pages import page
from clauses.hours.bench.world import build, plan
from facilitator.clock import now
from facilitator.db import db

LAST = date(2026, 10, 1)
SELECTS = {"board": 5, "chase": 24, "packs": 4}
"""At most, who asks among them. The list of reminders glances at every company, then reads fifty whole; each
room that awaits something of companies asks one more."""


@pytest.mark.sqlite
def test_each_page_asks_so_many_selects_and_none_from_its_template(app: Flask) -> None:
    db.session.rollback()
    with db.engine.begin() as base:
        build(base, plan(80, LAST, contracts=8), now())
    meet_companies(app)
    conclude_all()
    db.session.commit()
    for name, asked in PAGES.items():
        found = page(app, asked, turns=1)
        assert found["selects_in_template"] == 0, "rendering reads nothing: what it shows was read before"
        assert found["selects"] <= SELECTS[name]
        assert found["bare_sql_ms"] > 0
