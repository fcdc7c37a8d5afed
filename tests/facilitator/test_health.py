"""The probes: ready only when a write is accepted, the schema is at head, and nothing is forgotten."""

import sqlite3
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, event, text

from facilitator.db import db
from tests.conftest import Client, keep

pytestmark = pytest.mark.each_engine


def checks(client: Client) -> tuple[int, dict[str, bool]]:
    """What the readiness probe answers."""
    answer = client.ask("GET", "/readyz")
    assert answer.json is not None
    return answer.status_code, answer.json["checks"]


def set_pragma(pragma: str) -> None:
    """From the next connection on, this setting replaces ours."""

    def connected(dbapi: Any, _record: Any) -> None:
        dbapi.execute(f"PRAGMA {pragma}")

    db.session.rollback()
    db.engine.dispose()
    event.listen(db.engine, "connect", connected)


def test_a_sound_database_is_ready(app: Flask, client: Client) -> None:
    if db.engine.dialect.name == "sqlite":
        assert checks(client) == (200, {"write": True, "migration": True, "durability": True})
        return
    status, found = checks(client)  # the tests' own server runs with fsync off: rightly refused
    assert (status, found) == (503, {"write": True, "migration": True, "durability": False})


def test_the_process_lives_whatever_the_database(app: Flask, client: Client) -> None:
    assert client.ask("GET", "/healthz").json == {"status": "ok"}


def test_an_old_schema_is_not_ready(app: Flask, client: Client) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = 'vieux'"))
    keep()

    status, found = checks(client)

    assert status == 503
    assert found["migration"] is False


@pytest.mark.sqlite
def test_a_database_that_may_forget_is_not_ready(app: Flask, client: Client) -> None:
    set_pragma("synchronous=OFF")

    assert checks(client) == (503, {"write": True, "migration": True, "durability": False})


@pytest.mark.sqlite
def test_a_database_that_nobody_can_write_is_not_ready(
    app: Flask, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("facilitator.writers.WAITS", 0.1)
    set_pragma("busy_timeout=20")
    other = sqlite3.connect(app.config["DATABASE_URL"].removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    status, found = checks(client)
    other.close()

    assert (status, found["write"]) == (503, False)


@pytest.mark.postgres
def test_a_read_only_server_is_not_ready(app: Flask, client: Client) -> None:
    if db.engine.dialect.name == "sqlite":
        return
    keep()
    admin = create_engine(app.config["DATABASE_URL"], isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        name = admin.url.database
        connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    admin.dispose()
    db.engine.dispose()

    status, found = checks(client)

    assert (status, found["write"]) == (503, False)


@pytest.mark.sqlite
def test_a_database_that_is_gone_is_not_ready(app: Flask, client: Client) -> None:
    db.session.close()
    db.engine.dispose()

    @event.listens_for(db.engine, "do_connect")
    def refuse(*_: Any) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    answer = client.web.get("/readyz")  # the test's own session has no database either

    assert answer.status_code == 503
    assert answer.json is not None
    assert set(answer.json["checks"].values()) == {False}
