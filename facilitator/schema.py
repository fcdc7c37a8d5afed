"""The schema: brought to head, compared with the models, looked at by each command."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import DatabaseError

from facilitator.config import ROOT

SCRIPTS = str(ROOT / "facilitator" / "migrations")
SILENT = "La base de données ne répond pas : vérifiez FACILITATOR_DATABASE_URL, puis recommencez."


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, without any file."""
    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _run(engine: Engine, act: Any, revision: str) -> None:
    with engine.begin() as connection:
        act(alembic_config(connection), revision)


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Create or migrate the database."""
    _run(engine, command.upgrade, revision)


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Take migrations back."""
    _run(engine, command.downgrade, revision)


def head() -> str | None:
    """The last revision this code knows."""
    return ScriptDirectory(SCRIPTS).get_current_head()


def lack(engine: Engine) -> str | None:
    """A French sentence when the database is silent, absent or old; None when it is at head."""
    absent = "La base de données n’existe pas encore : lancez d’abord « facilitator upgrade »."
    if _is_absent_file(engine):
        return absent
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return absent
            if MigrationContext.configure(connection).get_current_revision() != head():
                return "La base de données n’est pas à jour : lancez « facilitator upgrade »."
    except DatabaseError:
        return SILENT
    return None


def _is_absent_file(engine: Engine) -> bool:
    """Whether SQLite would have to create the file: looking must not leave an empty one behind."""
    file = engine.url.database
    return engine.dialect.name == "sqlite" and bool(file) and not Path(file or "").exists()
