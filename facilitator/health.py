"""Probes for whoever keeps the server: alive, and ready to write durably."""

from contextlib import suppress

from alembic.runtime.migration import MigrationContext
from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from facilitator.access import public
from facilitator.db import db, reading
from facilitator.schema import head

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """The process lives."""
    return jsonify(status="ok")


@bp.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """The database can be written, is at the migration head, and does not forget on power loss."""
    checks = {"write": False, "migration": False, "durability": False}
    checks["write"] = can_write(db.engine)
    with suppress(SQLAlchemyError), db.engine.connect() as connection:
        checks["migration"] = at_head(connection)
        checks["durability"] = is_durable(connection)
    ready = all(checks.values())
    return jsonify(status="ok" if ready else "not ready", checks=checks), 200 if ready else 503


def can_write(engine: Engine) -> bool:
    """Whether a write is accepted (tried in a transaction that is rolled back)."""
    token = reading.set(False)
    try:
        with engine.connect() as connection:
            connection.execute(text("INSERT INTO write_probe (id) VALUES (1)"))
            connection.rollback()
    except SQLAlchemyError:
        return False
    finally:
        reading.reset(token)
    return True


def at_head(connection: Connection) -> bool:
    """Whether the schema is the one this code was written for."""
    return MigrationContext.configure(connection).get_current_revision() == head()


def is_durable(connection: Connection) -> bool:
    """SQLite: synchronous FULL (2) or EXTRA (3); PostgreSQL: fsync and synchronous_commit."""
    if connection.dialect.name == "sqlite":
        return int(connection.execute(text("PRAGMA synchronous")).scalar_one()) >= 2
    fsync = connection.execute(text("SHOW fsync")).scalar_one()
    commit = connection.execute(text("SHOW synchronous_commit")).scalar_one()
    return bool(fsync == "on" and commit != "off")
