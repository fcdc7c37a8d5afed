"""In whatever order months are filled, sent, validated and corrected, every total is the same."""

from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from clauses.contracts.models import Commitment
from clauses.hours.ledger.models import CommitmentTotal, Statement
from clauses.hours.ledger.queries import correct, put_line, submit, touched, validate
from clauses.people.employments.models import Employment
from clauses.people.valuation.models import ValuationRule
from clauses.people.valuation.rules import MinutesKind
from facilitator.clock import now
from facilitator.db import db
from tests.clauses.hours.ledger.world import MONTHS, World
from tests.factories import add

pytestmark = pytest.mark.each_engine
PLACE = st.tuples(st.sampled_from((0, 1, 2)), st.sampled_from((0, 1, 2)))
"""A commitment, a month."""
LINE = st.tuples(st.sampled_from((0, 1)), st.sampled_from(("work", "training")))
FILLED = st.dictionaries(
    PLACE, st.dictionaries(LINE, st.integers(1, 6000), min_size=1, max_size=4), min_size=1
)
CAPS = st.sampled_from((None, 1000, 9000))


def told(
    world: World, filled: list[Any], corrected: list[Any], rules: list[tuple[str | None, int | None]]
) -> Any:
    """Tell a story in this order; the totals of every statement, of each commitment, counted by clause."""
    for kind, cap in rules:
        kept = {"kind": MinutesKind(kind) if kind else None, "cap_minutes": cap, "multiplier": "1.5"}
        when = {
            "valid_from": MONTHS[0],
            "author_id": world.author,
            "made_at": now(),
            "source": "Charte locale",
        }
        add(ValuationRule(body_id=world.body, **kept, **when))
    for at, lines in filled:
        statement = db.session.get_one(Statement, world.statements[at])
        for (employment, kind), minutes in lines:
            row = db.session.get_one(Employment, world.employments[employment])
            put_line(statement, row, MinutesKind(kind), minutes, remark="Équipe renforcée")
        touched(statement)
        submit([statement], "Camille Essai")
        validate(statement)
    for (at, (employment, kind)), minutes in corrected:
        statement = db.session.get_one(Statement, world.statements[at])
        row = db.session.get_one(Employment, world.employments[employment])
        correct(statement, row, MinutesKind(kind), minutes, "Erreur de saisie")
    db.session.flush()
    found = totals()
    db.session.rollback()
    return found


def totals() -> Any:
    """What the base says: a cap is shared between the months of a clause, so only its sum is one."""
    months = select(Statement.id, Statement.declared_minutes, Statement.validated_minutes).order_by(
        Statement.id
    )
    kept = select(
        CommitmentTotal.commitment_id, CommitmentTotal.declared_minutes, CommitmentTotal.validated_minutes
    )
    clauses = (
        select(Commitment.terms_id, func.sum(Statement.counted_minutes))
        .join(Statement, Statement.commitment_id == Commitment.id)
        .group_by(Commitment.terms_id)
    )
    selects = months, kept.order_by(CommitmentTotal.commitment_id), clauses.order_by(Commitment.terms_id)
    return [[tuple(row) for row in db.session.execute(one)] for one in selects]


def test_totals_do_not_depend_on_the_order(app: Flask) -> None:
    world = World()

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(filled=FILLED, caps=st.tuples(CAPS, CAPS), orders=st.randoms(use_true_random=False))
    def holds(filled: dict[Any, dict[Any, int]], caps: tuple[int | None, int | None], orders: Any) -> None:
        db.session.rollback()
        rules = [("training", caps[0]), (None, caps[1])]
        first = [(at, list(lines.items())) for at, lines in filled.items()]
        mended = [((at, key), 1 - minutes or 1) for at, lines in first for key, minutes in lines[:1]]
        second = [(at, orders.sample(lines, len(lines))) for at, lines in orders.sample(first, len(first))]
        mended_again = orders.sample(mended, len(mended))
        assert told(world, first, mended, rules) == told(world, second, mended_again, rules)

    holds()
