"""A real PostgreSQL for the tests: started without root or service, one fresh database per test."""

import os
import pwd
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from facilitator.db import Installation
from facilitator.schema import upgrade
from tests.provide import postgres
from tests.sharing import quick_folder

OWNER = "facilitator"
SPEED = (
    "fsync=off",
    "synchronous_commit=on",
    "full_page_writes=off",
    "autovacuum=off",
    "checkpoint_timeout=1h",
    "max_wal_size=4GB",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_connections=40",
)
"""Nothing outlives the tests, no database lives long enough to be tidied."""


def as_nobody() -> dict[str, Any]:
    """PostgreSQL refuses root: give the privileges up in the child; nothing to give up for others."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def free_port() -> int:
    """A TCP port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A running PostgreSQL, with a template at the migration head."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.numbers = count(1)
        self.admin = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")

    def url(self, database: str) -> str:
        """How SQLAlchemy reaches one of its databases."""
        return f"postgresql+psycopg://{OWNER}@127.0.0.1:{self.port}/{database}"

    def make_template(self) -> None:
        """The database at head that every test's is a copy of."""
        self.say("CREATE DATABASE head")
        engine = create_engine(self.url("head"))
        upgrade(engine)
        with engine.begin() as connection:
            connection.execute(Installation.__table__.insert().values(id=1, is_demo=False))
        engine.dispose()

    def say(self, statement: str) -> None:
        """Run one statement outside of any transaction."""
        with self.admin.connect() as connection:
            connection.execute(text(statement))

    @contextmanager
    def database(self, template: str = "head", name: str = "") -> Iterator[str]:
        """A fresh database's URL; `template0` gives an empty one."""
        name = name or f"test_{next(self.numbers)}"
        self.say(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        try:
            yield self.url(name)
        finally:
            self.say(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def running() -> Iterator[Server]:
    """Start a server in a folder of its own; stop it and forget it at the end."""
    with quick_folder() as folder:
        yield from started(folder)


def started(folder: Path) -> Iterator[Server]:
    """Start a server in this folder; stop it at the end."""
    programs = postgres()
    assert programs is not None, "PostgreSQL is missing"
    who = as_nobody()
    if who:
        os.chown(folder, who["user"], who["group"])
    data = folder / "data"
    initdb = [programs / "initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
    subprocess.run(initdb, cwd="/", check=True, capture_output=True, **who)
    port = free_port()
    settings = [part for setting in SPEED for part in ("-c", setting)]
    command = [programs / "postgres", "-D", data, "-k", folder, "-h", "127.0.0.1", "-p", str(port), *settings]
    with subprocess.Popen(
        command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **who
    ) as child:
        try:
            server = Server(port)
            wait_for(programs, port)
            server.make_template()
            yield server
        finally:
            server.admin.dispose()
            child.send_signal(signal.SIGQUIT)  # at once: nothing of it is kept
            child.wait()


def wait_for(programs: Path, port: int) -> None:
    """Until it answers, for at most twenty seconds."""
    for _ in range(200):
        asked = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
        if subprocess.run(asked, check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise TimeoutError("PostgreSQL did not start")
