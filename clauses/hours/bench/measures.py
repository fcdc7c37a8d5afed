"""What each act costs on the made base, and the proof of what it wrote."""

import time
from typing import Any

from flask import Flask
from sqlalchemy import text

from clauses.hours.bench.world import BODY, FACILITATOR
from clauses.hours.ledger.models import Statement
from clauses.hours.queue.queries import outcome_of, validate_all
from facilitator.access import Asker, Role
from facilitator.db import db, reading


def validating(app: Flask, count: int = 50) -> dict[str, Any]:
    """Validate so many sent statements as the queue does, at once: totals, valuation and audit included."""
    asker = Asker(FACILITATOR, FACILITATOR, Role.FACILITATOR, BODY, "Personne 0", "Organisation 0")
    with app.app_context():
        sent = db.session.query(Statement).filter_by(state="submitted").order_by(Statement.id).limit(count)
        keys = [f"{each.id}:{each.version}" for each in sent]
        db.session.rollback()
        start, spent = time.perf_counter(), time.process_time()
        kept = validate_all(asker, keys)
        left = [why for _, why in outcome_of(asker, kept.keys) if why]
        db.session.commit()
        seconds, cpu = time.perf_counter() - start, time.process_time() - spent
    ms = {"ms": round(1000 * seconds, 1), "cpu_ms": round(1000 * cpu, 1)}
    return {"statements": len(keys) - len(left)} | ms


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
