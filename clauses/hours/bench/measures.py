"""What each act and page costs on the made base, and the bare SQL for the same answer."""

import time
from collections.abc import Callable
from contextlib import contextmanager
from statistics import median
from typing import Any

from flask import Flask, before_render_template, template_rendered
from sqlalchemy import event, text
from sqlalchemy.engine import Engine

from clauses.hours.bench.load import cookie_of
from clauses.hours.bench.world import FACILITATOR
from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import validate
from facilitator.db import db, reading

ROUNDS = 11


def milliseconds(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of several runs, the first left out."""
    act()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        times.append(1000 * (time.perf_counter() - start))
    return round(median(times), 2)


@contextmanager
def watching() -> Any:
    """Add up, while it lasts, the seconds spent in the database and in the templates; count the selects."""
    spent = {"sql": 0.0, "rendering": 0.0, "selects": 0.0}
    started: dict[str, float] = {}

    def before(*_: Any) -> None:
        started["sql"] = time.perf_counter()

    def after(*_: Any) -> None:
        spent["sql"] += time.perf_counter() - started["sql"]
        spent["selects"] += 1

    def rendering(*_: Any, **__: Any) -> None:
        started["rendering"] = time.perf_counter()

    def rendered(*_: Any, **__: Any) -> None:
        spent["rendering"] += time.perf_counter() - started["rendering"]

    event.listen(Engine, "before_cursor_execute", before)
    event.listen(Engine, "after_cursor_execute", after)
    with before_render_template.connected_to(rendering), template_rendered.connected_to(rendered):
        yield spent
    event.remove(Engine, "before_cursor_execute", before)
    event.remove(Engine, "after_cursor_execute", after)


def page(app: Flask, path: str, bare: str, values: dict[str, Any]) -> dict[str, Any]:
    """One page as the facilitator asks it, in this process: its parts, and the bare SQL beside it."""
    client = app.test_client()
    name, _, value = cookie_of(app, FACILITATOR).partition("=")

    def ask() -> None:
        client.set_cookie(name, value, domain="localhost")
        answer = client.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"

    whole = milliseconds(ask)
    with watching() as spent:
        ask()
    return {
        "page_ms": whole,
        "rendering_ms": round(1000 * spent["rendering"], 2),
        "sql_in_page_ms": round(1000 * spent["sql"], 2),
        "selects": int(spent["selects"]),
        "bare_sql_ms": milliseconds(lambda: fetch(app, bare, values)),
    }


def fetch(app: Flask, bare: str, values: dict[str, Any]) -> None:
    """Run the bare SQL on the driver's own cursor and read every row."""
    with app.app_context():
        token = reading.set(True)
        try:
            cursor = db.session.connection().connection.cursor()
            cursor.execute(bare, values)
            cursor.fetchall()
            db.session.rollback()
        finally:
            reading.reset(token)


BOARD = """
SELECT c.reference, c.title, o.name, m.minutes, t.declared_minutes, t.validated_minutes, t.counted_minutes
FROM commitment_total t JOIN commitment m ON m.id = t.commitment_id
JOIN clause_terms e ON e.id = m.terms_id JOIN lot l ON l.id = e.lot_id
JOIN contract c ON c.id = l.contract_id JOIN organisation o ON o.id = c.buyer_id WHERE c.body_id = 1
"""
CONTRACT = """
SELECT s.month, s.state, s.declared_minutes, s.validated_minutes FROM statement s
JOIN commitment m ON m.id = s.commitment_id WHERE m.terms_id = :key ORDER BY s.month
"""
PERSON = """
SELECT s.month, s.commitment_id, sum(l.minutes), sum(l.counted) FROM statement_line l
JOIN statement s ON s.id = l.statement_id WHERE l.participant_id = :key GROUP BY s.month, s.commitment_id
"""
QUEUE = """
SELECT id, month, submitted_at FROM statement WHERE body_id = 1 AND state = 'submitted'
ORDER BY submitted_at
"""


def validating(app: Flask, count: int = 50) -> dict[str, Any]:
    """Validate so many sent statements in one transaction, totals, valuation and audit included."""
    with app.app_context():
        found = (
            db.session.query(Statement).filter_by(state="submitted").order_by(Statement.id).limit(count).all()
        )
        start = time.perf_counter()
        for statement in found:
            validate(statement)
        db.session.commit()
        seconds = time.perf_counter() - start
    return {"statements": len(found), "ms": round(1000 * seconds, 1)}


def written(app: Flask) -> dict[str, int]:
    """What stands after the sendings: statements sent, receipts, and sums that must be equal."""
    wanted = {
        "sent": "SELECT count(*) FROM statement WHERE state = 'submitted'",
        "receipts": "SELECT count(*) FROM sending",
        "events": "SELECT count(*) FROM audit_event WHERE action = 'statement.sent'",
        "kept_minutes": "SELECT sum(declared_minutes) FROM commitment_total",
        "summed_minutes": "SELECT sum(declared_minutes) FROM statement",
    }
    with app.app_context():
        token = reading.set(True)
        try:
            return {name: int(db.session.scalar(text(bare)) or 0) for name, bare in wanted.items()}
        finally:
            db.session.rollback()
            reading.reset(token)
