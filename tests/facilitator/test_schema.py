"""Migrations: an empty database goes up, down and up again, and ends where the models are."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Engine, create_engine, inspect, text
from sqlalchemy.orm import Session

from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.app import create_app
from facilitator.db import Base, unaudited
from facilitator.schema import alembic_config, downgrade, lack, upgrade


@pytest.fixture
def empty_engine(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without any table."""
    create_app(SECRET_KEY="x" * 40, DATABASE_URL="sqlite://")  # loads every model
    if engine_name == "sqlite":
        engine = create_engine(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
        yield engine
        engine.dispose()
        return
    with request.getfixturevalue("postgres_server").database("template0") as url:
        engine = create_engine(url)
        yield engine
        engine.dispose()


def tables(engine: Engine) -> set[str]:
    """The tables that are there, Alembic's own left out."""
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def drift(engine: Engine) -> list[Any]:
    """Where the database and the models differ."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def test_up_down_and_up_again(empty_engine: Engine) -> None:
    upgrade(empty_engine)
    assert tables(empty_engine) == set(Base.metadata.tables)

    downgrade(empty_engine)
    assert tables(empty_engine) == set()

    upgrade(empty_engine)
    assert tables(empty_engine) == set(Base.metadata.tables)


def test_the_migrated_database_is_what_the_models_say(empty_engine: Engine) -> None:
    upgrade(empty_engine)

    assert drift(empty_engine) == [], "write a migration for this"


def test_every_check_of_the_models_is_in_the_database(empty_engine: Engine) -> None:
    """Alembic does not compare check constraints, so they are compared here, by name."""
    upgrade(empty_engine)
    there = inspect(empty_engine)
    for table in Base.metadata.sorted_tables:
        named = {
            str(rule.name) for rule in table.constraints if isinstance(rule, CheckConstraint) and rule.name
        }
        found = {str(rule["name"]) for rule in there.get_check_constraints(table.name)}
        assert named <= found, f"{table.name} lacks {sorted(named - found)}"
        assert found <= named, f"{table.name} has {sorted(found - named)}, which no model names"


def test_the_rows_of_the_first_schema_are_kept_by_the_next_ones(empty_engine: Engine) -> None:
    with empty_engine.begin() as connection:
        command.upgrade(alembic_config(connection), "0001")
        connection.execute(
            text(
                "INSERT INTO outbox_message "
                '(message_id, kind, "to", subject, text, html, state, tries, created_at, '
                "next_try_at, last_error) "
                "VALUES ('<1@essai.example>', 'Invitation', 'camille@essai.example', 'Bonjour', '', '', "
                "'queued', 0, '2026-11-21 12:00:00', '2026-11-21 12:00:00', '')"
            )
        )

    upgrade(empty_engine)

    with empty_engine.connect() as connection:
        assert connection.execute(text("SELECT kind, channel FROM outbox_message")).all() == [
            ("Invitation", "mail")
        ]


def test_upgrading_twice_keeps_what_is_there(empty_engine: Engine) -> None:
    upgrade(empty_engine)
    with Session(empty_engine) as session, unaudited(session, "a test"):
        session.add(Organisation(kind=OrganisationKind.COMPANY, name="Ancienne", city="Riom"))
        session.commit()

    upgrade(empty_engine)

    with Session(empty_engine) as session:
        assert [row.name for row in session.query(Organisation)] == ["Ancienne"]


def test_an_absent_or_old_schema_is_said_in_a_sentence(empty_engine: Engine) -> None:
    assert "n’existe pas encore" in (lack(empty_engine) or "")

    upgrade(empty_engine)
    assert lack(empty_engine) is None

    with empty_engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'vieux'"))
    assert "n’est pas à jour" in (lack(empty_engine) or "")
