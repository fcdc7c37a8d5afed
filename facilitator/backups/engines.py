"""Copy a database and bring it back, for each engine.

SQLite: the online backup, in one transaction that reads, so that the figures are those of the copy.
PostgreSQL: `pg_dump` on a snapshot that the figures are read in; it must be installed.
"""

import os
import secrets
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import URL, Connection, Engine, create_engine, text

from facilitator.db import reading
from facilitator.words import RuleBroken

LONG_SECONDS = 6 * 3600
RESTORED = ("--no-owner", "--exit-on-error")


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that only reads, the same state from its beginning to its end."""
    token = reading.set(True)
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection
            connection.rollback()
    finally:
        reading.reset(token)


def copy(connection: Connection, target: Path) -> None:
    """The database of this snapshot, into a file. Raises `RuleBroken` when a program is missing or fails."""
    if connection.dialect.name == "sqlite":
        _copy_sqlite(connection, target)
    else:
        kept = str(connection.execute(text("SELECT pg_export_snapshot()")).scalar_one())
        asked = ["--format=custom", "--no-owner", f"--snapshot={kept}", f"--file={target}"]
        run("pg_dump", asked, connection.engine.url)
    target.chmod(0o600)


def _copy_sqlite(connection: Connection, target: Path) -> None:
    connection.execute(text("SELECT count(*) FROM alembic_version")).scalar_one()  # the snapshot begins
    source = connection.connection.dbapi_connection
    assert isinstance(source, sqlite3.Connection)
    with closing(sqlite3.connect(target)) as copied:
        source.backup(copied)
        copied.execute("PRAGMA journal_mode=DELETE")


def run(program: str, words: list[str], url: URL) -> str:
    """One of PostgreSQL's programs on this database; its password goes by the environment, never by `ps`.

    Raises `RuleBroken` when it is not there, or says no.
    """
    path = shutil.which(program)
    if path is None:
        raise RuleBroken(f"{program} n’est pas installé : installez les programmes clients de PostgreSQL.")
    where = {"PGHOST": url.host, "PGPORT": url.port and str(url.port), "PGUSER": url.username}
    where |= {"PGPASSWORD": url.password, "PGDATABASE": url.database}
    environment = {name: value for name, value in (os.environ | where).items() if value}
    done = subprocess.run(
        [path, *words], env=environment, capture_output=True, text=True, check=False, timeout=LONG_SECONDS
    )
    if done.returncode != 0:
        raise RuleBroken(f"{program} a échoué : {' '.join(done.stderr.split())[:300]}")
    return done.stdout


def damage(file: Path) -> list[str]:
    """What SQLite itself finds wrong in a file, in French; nothing when it is whole."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as base:
            whole = base.execute("PRAGMA integrity_check(5)").fetchall()
            orphans = base.execute("PRAGMA foreign_key_check").fetchmany(5)
    except sqlite3.DatabaseError as error:
        return [f"Le fichier n’est pas lisible : {error}."]
    wrong = [f"Intégrité : {line[0]}." for line in whole if line[0] != "ok"]
    return wrong + [f"Une ligne de {row[0]} renvoie à une ligne absente de {row[2]}." for row in orphans]


class NoRoom(RuleBroken):
    """There is nowhere to bring a copy back aside: its sentence says what misses."""


@contextmanager
def aside(file: Path, server: URL) -> Iterator[URL]:
    """A copy brought back where nobody works, then forgotten: its address.

    SQLite: a folder of its own. PostgreSQL: a new database on the server of the settings. Raises `NoRoom`
    when the account may not make one, `RuleBroken` when the copy does not come back.
    """
    if file.name.endswith(".sqlite3"):
        with tempfile.TemporaryDirectory(prefix="facilitator-backup-") as folder:
            again = Path(folder) / "again.sqlite3"
            shutil.copyfile(file, again)
            yield URL.create("sqlite", database=str(again))
        return
    if server.get_backend_name() != "postgresql":
        raise NoRoom("FACILITATOR_DATABASE_URL ne nomme pas un serveur PostgreSQL où restaurer cette copie.")
    with _new_database(server) as scratch:
        run("pg_restore", [*RESTORED, f"--dbname={scratch.database}", str(file)], scratch)
        yield scratch


@contextmanager
def _new_database(server: URL) -> Iterator[URL]:
    name = f"facilitator_drill_{secrets.token_hex(6)}"
    plain = server.set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        admin = psycopg.connect(plain, autocommit=True)
    except psycopg.OperationalError as error:
        raise NoRoom(f"PostgreSQL ne répond pas : {' '.join(str(error).split())[:200]}") from error
    with closing(admin):
        try:
            admin.execute(SQL("CREATE DATABASE {} TEMPLATE template0").format(Identifier(name)))
        except psycopg.errors.InsufficientPrivilege:
            raise NoRoom(
                f"Le compte PostgreSQL « {server.username} » n’a pas le droit CREATEDB : il ne peut pas "
                "restaurer cette copie dans une base à part."
            ) from None
        try:
            yield server.set(database=name)
        finally:
            admin.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


@contextmanager
def read_from(url: URL) -> Iterator[Connection]:
    """A connection that only reads a copy brought back."""
    engine = create_engine(url)
    try:
        with snapshot(engine) as connection:
            yield connection
    finally:
        engine.dispose()


def bring_back(file: Path, engine: Engine) -> None:
    """Put a copy in the place that the settings name; what stood there is kept beside (SQLite), or refused.

    Raises `RuleBroken`.
    """
    if engine.dialect.name == "sqlite":
        place = Path(engine.url.database or "")
        for ending in ("", "-wal", "-shm"):
            old = Path(f"{place}{ending}")
            if old.exists():
                old.rename(f"{place}.avant-restauration{ending}")
        shutil.copyfile(file, place)
        place.chmod(0o600)
        return
    with engine.connect() as connection:
        tables = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
        if connection.execute(text(tables)).scalar_one():
            raise RuleBroken("Cette base PostgreSQL n’est pas vide : restaurez dans une base neuve.")
    run("pg_restore", [*RESTORED, f"--dbname={engine.url.database}", str(file)], engine.url)
