"""The world of the access matrix: two bodies and their clients, seeded once, asked as anybody."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, nullcontext
from contextvars import Context
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from sqlite3 import Connection, connect
from types import ModuleType
from typing import Any
from unittest.mock import patch

from flask import Flask, url_for
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from facilitator.access import BODY_ROLES, BUYER_ROLES, COMPANY_ROLES, EVERY_ROLE, Role
from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.accounts.signin.queries import open_session
from facilitator.clock import now, today
from facilitator.db import db, unaudited
from facilitator.exchange.console import start_command
from tests.factories import make_contact, make_meeting, make_membership, make_organisation
from tests.factories_links import make_link, open_link
from tests.matrix import Corner, Line, Maker, Relation

UNKNOWN_NUMBER = 2_000_000_001
UNKNOWN_WORD = "inconnu"
RAW_CSRF = "0" * 40


def remember_session(web: FlaskClient, token: str) -> None:
    """Give a test browser the cookie of a signed-in session."""
    with web.session_transaction() as session:
        session.clear()
        session["token"] = token
        session["seen"] = int(now().timestamp())
        session["csrf_token"] = RAW_CSRF


def csrf_token(app: Flask) -> str:
    """A token that any session of `remember_session` accepts."""
    return URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token").dumps(RAW_CSRF)


def make_corner(relation: Relation, body: Organisation, operator: Organisation) -> Corner:
    """A body's corner: its own company, buyer and partner, all of them named by their canary."""
    corner = Corner(relation, body, body, body, body, operator)
    for name, kind in (
        ("company", OrganisationKind.COMPANY),
        ("buyer", OrganisationKind.AUTHORITY),
        ("partner", OrganisationKind.GEIQ),
    ):
        organisation = make_organisation(kind, name=f"{corner.canary} {name}", city=corner.canary)
        make_contact(organisation, name=f"{corner.canary} contact")
        make_meeting(body, organisation)
        setattr(corner, name, organisation)
    return corner


def make_corners() -> dict[Relation, Corner]:
    """The four corners of the world."""
    operator = make_organisation(OrganisationKind.OPERATOR)
    mine = make_organisation(OrganisationKind.FACILITATION_BODY, name="Structure qui demande")
    other = make_organisation(OrganisationKind.FACILITATION_BODY, name="Canari-other")
    own = make_corner(Relation.OWN, mine, operator)
    archived = Corner(
        Relation.ARCHIVED, mine, own.company, own.buyer, own.partner, operator, archived_on=today()
    )
    return {
        Relation.OWN: own,
        Relation.CLIENT: make_corner(Relation.CLIENT, mine, operator),
        Relation.OTHER: make_corner(Relation.OTHER, other, operator),
        Relation.ARCHIVED: archived,
    }


def home_of(role: Role, corner: Corner) -> Organisation:
    """The organisation that an asker with this role belongs to."""
    if role in BODY_ROLES:
        return corner.body
    if role in COMPANY_ROLES | {Role.LINK}:
        return corner.company
    if role in BUYER_ROLES:
        return corner.buyer
    return corner.partner if role is Role.PARTNER else corner.operator


@dataclass
class World:
    """A seeded application, its lines, and the cookie of each role in each state."""

    app: Flask
    lines: tuple[Line, ...]
    made: dict[tuple[Maker, Relation], dict[str, Any]] = field(default_factory=dict)
    cookies: dict[tuple[Role | None, str], str] = field(default_factory=dict)
    answers: dict[tuple[Role | None, str], TestResponse] = field(default_factory=dict)
    wrote: set[tuple[Role | None, str]] = field(default_factory=set)
    lawful: set[str] = field(default_factory=set)

    def seed(self) -> None:
        """Make the things and the sessions; called once."""
        self.let_in(self.make_things())

    def make_things(self) -> dict[str, int]:
        """Make the corners and the things of every line; the numbers of the organisations of one's own."""
        with self.app.app_context(), unaudited(db.session, "a test prepares"):
            corners = make_corners()
            for line in self.lines:
                for relation in line.relations:
                    if (line.args, relation) not in self.made:
                        self.made[line.args, relation] = line.args(corners[relation])
            db.session.commit()
            own = vars(corners[Relation.OWN])
            return {name: one.id for name, one in own.items() if isinstance(one, Organisation)}

    def let_in(self, numbers: dict[str, int]) -> None:
        """Open the sessions of each role at one's own organisations."""
        with self.app.app_context(), unaudited(db.session, "a test prepares"):
            homes = {name: db.session.get_one(Organisation, number) for name, number in numbers.items()}
            own = Corner(Relation.OWN, **homes)
            for role in EVERY_ROLE:
                self._sign_in(role, home_of(role, own))
            self._open_link(own)
            db.session.commit()

    def _sign_in(self, role: Role, organisation: Organisation) -> None:
        for state in ("signed in", "revoked", "half signed in"):
            membership = make_membership(role, organisation)
            row, token = open_session(membership.user, state != "half signed in")
            row.membership_id = membership.id
            membership.revoked_at = now() if state == "revoked" else None
            browser = self.app.test_client()
            remember_session(browser, token)
            name = self.app.config["SESSION_COOKIE_NAME"]
            cookie = browser.get_cookie(name)
            self.cookies[role, state] = f"{name}={cookie.value}" if cookie else ""

    def _open_link(self, corner: Corner) -> None:
        for state in ("signed in", "revoked", "half signed in"):
            link, _ = make_link(corner.body, corner.company)
            cookie = open_link(self.app, link if state != "half signed in" else None)
            link.revoked_at = now() if state == "revoked" else None
            self.cookies[Role.LINK, state] = cookie

    def rules(self) -> Iterator[Rule]:
        """Every address of the house, files of `static/` left out."""
        for rule in self.app.url_map.iter_rules():
            if rule.endpoint != "static" and not rule.endpoint.endswith(".static"):
                yield rule

    def methods(self, endpoint: str) -> list[str]:
        """What an endpoint answers to."""
        found = {
            method for rule in self.rules() if rule.endpoint == endpoint for method in rule.methods or ()
        }
        return sorted(found - {"HEAD", "OPTIONS"})

    def url(self, line: Line, relation: Relation = Relation.OWN) -> str:
        """The address of a line's thing."""
        return self.address(line.endpoint, self.made[line.args, relation])

    def unknown_url(self, line: Line) -> str | None:
        """The address of a thing that does not exist; None where the address names nothing."""
        known = self.made[line.args, Relation.OWN]
        other = {name: unknown(value) for name, value in known.items()}
        return None if known == other else self.address(line.endpoint, other)

    def address(self, endpoint: str, args: dict[str, Any]) -> str:
        """An address with these arguments."""
        with self.app.test_request_context():
            return url_for(endpoint, **args)

    def ask(
        self, method: str, url: str, role: Role | None = None, state: str = "signed in", **data: Any
    ) -> TestResponse:
        """The bare answer to this role (None: to nobody); what it would have written is dropped."""
        browser = self.app.test_client(use_cookies=False)
        headers = {"Cookie": self.cookies[role, state]} if role else {}
        sent = {} if method in ("GET", "HEAD") else {"data": {"csrf_token": csrf_token(self.app), **data}}
        with nullcontext() if method in ("GET", "HEAD") else nothing_is_kept():
            return Context().run(browser.open, url, method=method, headers=headers, **sent)

    def read(self, url: str, role: Role | None = None) -> TestResponse:
        """The answer to a GET; asked once, since nothing is ever kept in this world."""
        if (role, url) not in self.answers:
            before = self.version()
            self.answers[role, url] = self.ask("GET", url, role)
            if self.version() != before:
                self.wrote.add((role, url))
        return self.answers[role, url]

    def version(self) -> int:
        """A number that changes when anybody commits a change to the database; SQLite alone keeps one."""
        return int(self._witness.execute("PRAGMA data_version").fetchone()[0]) if self._witness else 0

    @cached_property
    def _witness(self) -> Connection | None:
        """A connection that only looks, for as long as the world is."""
        name, _, path = self.app.config["DATABASE_URL"].partition("sqlite:///")
        return None if name else connect(path, check_same_thread=False)

    def copied_to(self, folder: Path) -> Path:
        """The database of a copy of this world, its files beside it."""
        path = folder / "copy.sqlite3"
        shutil.copytree(self.app.config["UPLOAD_DIR"], folder / "uploads", dirs_exist_ok=True)
        database = self.app.config["DATABASE_URL"].removeprefix("sqlite:///")
        with closing(connect(database)) as here, closing(connect(path)) as there:
            here.backup(there)
        return path

    def close(self) -> None:
        """Look no more."""
        if self._witness:
            self._witness.close()
        with self.app.app_context():
            db.engine.dispose()

    def asked(self, method: str, url: str, role: Role | None, line: Line) -> TestResponse:
        """The answer to this method, with what the line sends."""
        return self.read(url, role) if method == "GET" else self.ask(method, url, role, **line.data)


def unknown(value: Any) -> Any:
    """The like of this value that names nothing."""
    if isinstance(value, int):
        return UNKNOWN_NUMBER
    return UNKNOWN_WORD if isinstance(value, str) else value


def starters() -> list[ModuleType]:
    """The modules that start a command of the console, whichever room they are of."""
    return [one for one in list(sys.modules.values()) if getattr(one, "start_command", None) is start_command]


@contextmanager
def nothing_is_kept() -> Iterator[None]:
    """Commits only flush: the request's end rolls everything back. No command is started beside, which would
    write into this world in its own time."""
    with ExitStack() as stack:
        stack.enter_context(patch.object(Session, "commit", Session.flush))
        for module in starters():
            stack.enter_context(patch.object(module, "start_command", lambda *_: None))
        yield
