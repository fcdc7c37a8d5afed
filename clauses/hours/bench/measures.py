"""What each act costs on the made base, and the proof of what it wrote."""

import time
from typing import Any

from flask import Flask
from sqlalchemy import text

from clauses.hours.ledger.models import Statement
from clauses.hours.ledger.queries import validate
from facilitator.db import db, reading


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
