"""The console script: it creates the database, asks for it in a sentence, explains itself, serves."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import click
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import create_engine, inspect, text

from facilitator.cli import NEEDS_NO_DATABASE, main
from facilitator.db import Base
from tests.house import ROOT
from tests.postgres import free_port
from tests.spare import SECRET


def run(url: str, *words: str) -> Result:
    """One command on this database."""
    env = {"FACILITATOR_DATABASE_URL": url, "FACILITATOR_SECRET_KEY": SECRET}
    return CliRunner().invoke(main, words, env=env)


@pytest.fixture
def nowhere(tmp_path: Path) -> str:
    """The address of a database that is not there."""
    return f"sqlite:///{tmp_path / 'nowhere.sqlite3'}"


def commands(group: click.Group = main, *before: str) -> Iterator[tuple[str, ...]]:
    """Every command, with the words that lead to it."""
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from commands(command, *before, name)
        else:
            yield (*before, name)


each_command = pytest.mark.parametrize("words", list(commands()), ids=" ".join)


@each_command
def test_each_command_explains_itself(words: tuple[str, ...], nowhere: str) -> None:
    result = run(nowhere, *words, "--help")

    assert result.exit_code == 0, result.output
    assert "Usage:" in result.output
    assert result.output.count("\n") > 3


@each_command
def test_each_command_asks_for_the_database_it_lacks(
    words: tuple[str, ...], nowhere: str, tmp_path: Path
) -> None:
    if words[0] in NEEDS_NO_DATABASE:
        return
    result = run(nowhere, *words)

    assert result.exit_code == 2
    assert result.stderr.strip() == (
        "La base de données n’existe pas encore : lancez d’abord « facilitator upgrade »."
    )
    assert list(tmp_path.iterdir()) == [], "looking for a database must not leave a file behind"


@pytest.fixture
def fresh(engine_name: str, request: pytest.FixtureRequest, nowhere: str) -> Iterator[str]:
    """The address of an empty database."""
    if engine_name == "sqlite":
        yield nowhere
        return
    with request.getfixturevalue("postgres_server").database("template0") as url:
        yield url


@pytest.mark.each_engine
def test_upgrade_creates_the_database_and_can_be_run_again(fresh: str) -> None:
    for _ in range(2):
        result = run(fresh, "upgrade")
        assert (result.exit_code, result.output.strip()) == (0, "La base de données est à jour.")

    engine = create_engine(fresh)
    assert set(inspect(engine).get_table_names()) > set(Base.metadata.tables)
    engine.dispose()


def test_an_old_database_is_refused_in_a_sentence(nowhere: str) -> None:
    run(nowhere, "upgrade")
    engine = create_engine(nowhere)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'vieux'"))
    engine.dispose()

    result = run(nowhere, "serve")

    assert result.exit_code == 2
    assert result.stderr.strip() == "La base de données n’est pas à jour : lancez « facilitator upgrade »."


@pytest.mark.parametrize("command", ["upgrade", "demo", "serve"])
@pytest.mark.parametrize("place", ["server", "folder", "file"])
def test_a_database_that_cannot_be_opened_is_said_in_a_sentence(
    place: str, command: str, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"pas une base de donnees" * 300)
    server = f"postgresql+psycopg://personne@127.0.0.1:{free_port()}/rien"
    file = tmp_path / "file" / "inside" if place == "folder" else tmp_path / "file"
    result = run(server if place == "server" else f"sqlite:///{file}", command)

    assert result.exit_code == 2
    assert result.stderr.startswith("La base de données "), result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("url", ["foo", "mysql://quelque/part", ""])
def test_an_address_that_is_no_database_is_said_in_a_sentence(url: str) -> None:
    result = run(url, "upgrade")

    assert result.exit_code == 2
    assert "n’est pas l’adresse d’une base connue" in result.stderr


def answer(url: str) -> int:
    """The status of an address, once it answers (twenty seconds at most)."""
    for _ in range(200):
        try:
            with urlopen(url) as response:
                return int(response.status)
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise TimeoutError(url)


def test_serve_answers_and_stops_when_told(nowhere: str) -> None:
    run(nowhere, "upgrade")
    port = free_port()
    script = str(Path(sys.executable).with_name("facilitator"))
    env = os.environ | {"FACILITATOR_DATABASE_URL": nowhere, "FACILITATOR_SECRET_KEY": SECRET}
    with subprocess.Popen([script, "serve", "--port", str(port)], cwd=ROOT, env=env) as server:
        try:
            assert answer(f"http://127.0.0.1:{port}/healthz") == 200
            assert answer(f"http://127.0.0.1:{port}/readyz") == 200
        finally:
            server.send_signal(signal.SIGTERM)
        assert server.wait(20) == 0
