"""Fixtures of the whole suite: a fresh database per test, and a client that checks the page laws."""

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from contextvars import Context
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from sqlalchemy import event
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from facilitator.access import Role
from facilitator.accounts.models import Membership, Organisation
from facilitator.accounts.signin.queries import open_session
from facilitator.db import db, reading, unaudited
from tests import hashing
from tests.built import make_demonstration, make_empty, make_world, world_on
from tests.factories import make_membership
from tests.matrix import gathered
from tests.page import Page, broken_laws
from tests.postgres import Server, running
from tests.provide import NEEDS, lack, may_skip
from tests.sharing import made_once, quick_folder
from tests.spare import Spare, fresh
from tests.world import RAW_CSRF, World, csrf_token, remember_session

# Compiled once, then read by every process that a test starts.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# A machine that does other work beside is not a fault. (Where CI is set, Hypothesis says so by itself.)
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
if "CI" not in os.environ:
    settings.load_profile("house")

spares = {"sqlite": Spare(), "postgres": Spare()}


DATA_TESTS = {
    "test_db.py",
    "test_imports.py",
    "test_jobs.py",
    "test_models.py",
    "test_queries.py",
    "test_schema.py",
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Data tests, and those marked `each_engine`, run on SQLite and on PostgreSQL (save `sqlite`)."""
    marked = metafunc.definition.get_closest_marker
    is_about_data = metafunc.definition.path.name in DATA_TESTS or marked("each_engine")
    if "engine_name" in metafunc.fixturenames and is_about_data and not marked("sqlite"):
        engines = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
        metafunc.parametrize("engine_name", engines, indirect=True)


def pytest_collection_finish() -> None:
    """What is there before the first test is not searched for garbage again."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    """What the last test left is looked at once; pytest then asks five times more."""
    gc.collect()
    gc.freeze()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, with one clear line, what this machine cannot run; or fail, where nothing may be skipped."""
    for need in NEEDS:
        sentence = lack(need.marker) if item.get_closest_marker(need.marker) else None
        if sentence and may_skip():
            pytest.skip(sentence)
        assert sentence is None, sentence


@event.listens_for(Session, "before_flush")
def refuse_overlong_text(session: Session, *_: Any) -> None:
    """PostgreSQL refuses a text longer than its column, SQLite keeps it: here both refuse."""
    for row in (*session.new, *session.dirty):
        for column in row.__table__.columns:
            value = getattr(row, column.key, None)
            length = getattr(column.type, "length", None)
            if length and isinstance(value, str):
                assert len(value) <= length, f"{column}: {len(value)} characters, {length} at most: {value!r}"


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database at head, made once and copied for each test."""
    return made_once(tmp_path_factory, "empty", make_empty) / "empty.sqlite3"


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration territory, built once and copied for each test that visits it."""
    return made_once(tmp_path_factory, "demonstration", make_demonstration) / "demo.sqlite3"


@pytest.fixture
def real_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hash of the house, at its full cost."""
    monkeypatch.setattr(hashing.rules, "HASHER", hashing.REAL)


def make_app(database: Path, folder: Path) -> Flask:
    """A new application on a fresh copy of an SQLite database."""
    return fresh(copied(database, folder), folder)


def copied(database: Path, folder: Path) -> str:
    """The address of a fresh copy of an SQLite database, at the place of the one that stood there."""
    path = folder / "test.sqlite3"
    for left in folder.glob(f"{path.name}*"):
        left.unlink()
    shutil.copy(database, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def database_place() -> Iterator[Path]:
    """Where each test finds its SQLite database."""
    with quick_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The seeded world of the access matrix, one for the whole session."""
    made = made_once(tmp_path_factory, "world", make_world)
    with quick_folder() as folder:
        world = world_on(fresh(f"sqlite:///{folder / 'world.sqlite3'}", folder), made)
        yield world
        world.close()


@pytest.fixture(scope="session")
def postgres_world(postgres_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The same world on PostgreSQL."""
    with postgres_server.database() as url:
        world = World(fresh(url, tmp_path_factory.mktemp("world")), gathered())
        world.seed()
        yield world
        world.close()


@pytest.fixture
def engine_name(request: pytest.FixtureRequest) -> str:
    """`sqlite`, or `postgres` for the second run of a data test."""
    return getattr(request, "param", "sqlite")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """A real PostgreSQL, started once."""
    with running() as server:
        yield server


@pytest.fixture
def app(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The application on a fresh database, in an application context."""
    if engine_name == "sqlite":
        empty, place = map(request.getfixturevalue, ("empty_database", "database_place"))
        yield from lent(copied(empty, place), tmp_path)
        return
    with request.getfixturevalue("postgres_server").database(name="place") as url:
        yield from lent(url, tmp_path, engine_name)


@pytest.fixture
def demo_app(demo_database: Path, database_place: Path, tmp_path: Path) -> Iterator[Flask]:
    """The application on a copy of the demonstration territory, in an application context."""
    yield from lent(copied(demo_database, database_place), tmp_path)


def lent(url: str, folder: Path, engine_name: str = "sqlite") -> Iterator[Flask]:
    """The spare application within its context, its connections closed at the end."""
    spare = spares[engine_name]
    app = spare.lend(url, folder)
    with app.app_context():
        yield app
        db.session.rollback()
        db.engine.dispose()
    spare.take_back(app)


def keep() -> None:
    """Commit what a test has prepared; tests prepare without audit."""
    with unaudited(db.session, "a test prepares"):
        db.session.commit()


class Client:
    """Asks by endpoint, answers a parsed page, and checks the page laws on every answer."""

    def __init__(self, app: Flask, web: FlaskClient) -> None:
        self.app = app
        self.web = web

    def url(self, endpoint: str, **args: Any) -> str:
        """The address of an endpoint."""
        with self.app.test_request_context():
            return url_for(endpoint, **args)

    def get(self, endpoint: str, **args: Any) -> Page:
        """GET a page by its endpoint."""
        return self.fetch(self.url(endpoint, **args))

    def fetch(self, url: str) -> Page:
        """GET a page by its address."""
        return self._checked(self.ask("GET", url))

    def post(self, endpoint: str, data: dict[str, Any] | None = None, **args: Any) -> Page:
        """POST a form by its endpoint, with its CSRF token."""
        return self.send(self.url(endpoint, **args), data)

    def send(self, url: str, data: dict[str, Any] | None = None) -> Page:
        """POST a form by its address, with its CSRF token."""
        return self._checked(self.ask("POST", url, data={"csrf_token": self.token()} | (data or {})))

    def ask(self, method: str, url: str, **sent: Any) -> TestResponse:
        """The bare answer, from a request that shares nothing with the test but the database."""
        keep()
        answer = Context().run(self.web.open, url, method=method, **sent)
        db.session.expire_all()
        return answer

    def follow(self, page: Page) -> Page:
        """The page a redirect leads to."""
        assert page.status in (302, 303), f"a redirect was expected, not {page.status}: {page.text}"
        return self.fetch(page.location)

    def token(self) -> str:
        """A CSRF token of the present session."""
        with self.web.session_transaction() as session:
            session["csrf_token"] = RAW_CSRF
        return csrf_token(self.app)

    def sign_in(self, membership: Membership, second_factor: bool = True) -> Membership:
        """Sign in under this membership, as if the whole sign-in had been done."""
        row, token = open_session(membership.user, second_factor)
        row.membership_id = membership.id
        keep()
        remember_session(self.web, token)
        return membership

    def as_role(self, role: Role, organisation: Organisation | None = None) -> Membership:
        """Sign in as a new user with this role."""
        return self.sign_in(make_membership(role, organisation))

    def _checked(self, response: TestResponse) -> Page:
        page = Page(response)
        if response.mimetype == "text/html" and not 300 <= response.status_code < 400:
            wrong = broken_laws(page)
            assert not wrong, f"{response.request.path}: " + " ; ".join(wrong)
        return page


@pytest.fixture
def client(app: Flask) -> Client:
    """A client nobody has signed in with yet."""
    assert not reading.get()
    return Client(app, app.test_client())


@pytest.fixture
def demo_client(demo_app: Flask) -> Client:
    """A newcomer in the demonstration, not signed in yet."""
    return Client(demo_app, demo_app.test_client())
