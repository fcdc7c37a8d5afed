"""The base of the bench is a true one: small, it passes the doctor."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from clauses.hours.bench.pages import PAGES, page
from clauses.hours.bench.world import build, plan
from clauses.hours.doctor.queries import INVARIANTS
from clauses.hours.ledger.models import Statement, StatementLine
from clauses.hours.ledger.queries import submit
from clauses.hours.ledger.rules import State
from facilitator.clock import now
from facilitator.db import db, reading

LAST = date(2026, 10, 1)
CONTRACT_SELECTS = 22


def test_a_base_is_as_large_as_asked() -> None:
    assert [plan(lines, LAST).lines for lines in (10_000, 100_000, 1_000_000)] == [10_000, 100_000, 1_000_000]
    assert (plan(10_000_000, LAST).months, plan(10_000_000, LAST).lines) == (120, 10_080_000)


def test_a_small_base_passes_the_doctor_and_its_drafts_are_sent(app: object) -> None:
    db.session.rollback()
    with db.engine.begin() as base:
        build(base, plan(60, LAST, contracts=6), now())
    assert db.session.scalar(select(func.count()).select_from(StatementLine)) == 60 + 2 * 6 * 5
    draft = db.session.scalars(select(Statement).where(Statement.state == State.DRAFT)).first()
    assert draft is not None
    submit([draft], "Camille Essai")
    assert [breach for invariant in INVARIANTS for breach in invariant.breaches()] == []


@pytest.mark.sqlite
def test_the_pages_are_measured_beside_the_sql_of_the_same_answer(app: Flask) -> None:
    db.session.rollback()
    with db.engine.begin() as base:
        build(base, plan(80, LAST, contracts=8), now())
    for asked in PAGES.values():
        found = page(app, asked, turns=1)
        assert found["selects_in_template"] == 0, "rendering reads nothing: what it shows was read before"
        assert found["bare_sql_ms"] > 0
        assert found["render_ms"] > 0
        if asked is PAGES["contract"]:
            assert found["selects"] == CONTRACT_SELECTS, (
                "the tree, the facts, one for each room that has nothing"
            )
    assert not reading.get(), "what comes after may write"
