"""The served sites: `full` (the world of the access matrix), `empty`, `demo` (the demonstration), `story`."""

import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask
from sqlalchemy import select
from werkzeug.serving import WSGIRequestHandler, make_server

from facilitator.access import EVERY_ROLE, Role
from facilitator.accounts.models import Membership
from facilitator.accounts.signin.queries import open_session
from facilitator.app import create_app
from facilitator.audit.queries import bear
from facilitator.db import db, unaudited
from facilitator.schema import upgrade
from tests.built import make_demonstration, make_world, world_on
from tests.factories import make_membership
from tests.matrix import Line, Relation
from tests.spare import SECRET
from tests.world import World, remember_session

Thing = TypeVar("Thing")


@dataclass
class Site:
    """A served application, and the cookie of each role."""

    app: Flask
    address: str = ""
    cookies: dict[Role, str] = field(default_factory=dict)
    world: World | None = None

    def url(self, endpoint: str, line: Line | None = None, **args: Any) -> str:
        """The whole address of an endpoint, with the arguments of its line's own thing.

        Built without Flask's context: the browser's event loop runs on the thread that asks.
        """
        if line is not None and self.world is not None:
            args = self.world.made[line.args, Relation.OWN]
        return self.address + self.app.url_map.bind("").build(endpoint, args)


def make_app(folder: Path, name: str) -> Flask:
    """An application on a database of its own."""
    return create_app(
        SECRET_KEY=SECRET,
        DATABASE_URL=f"sqlite:///{folder / name}.sqlite3",
        UPLOAD_DIR=str(folder / f"{name}-uploads"),
        AGENDA_DIR=str(folder / f"{name}-agenda"),
    )


def cookie_of(app: Flask, membership: Membership) -> str:
    """The cookie of a browser that is wholly signed in under this membership."""
    row, token = open_session(membership.user, True)
    row.membership_id = membership.id
    browser = app.test_client()
    remember_session(browser, token)
    cookie = browser.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    return f"{cookie.key}={cookie.value}"


def sign_in_all(site: Site, memberships: dict[Role, Membership]) -> None:
    """Open a session for each role."""
    site.cookies = {role: cookie_of(site.app, one) for role, one in memberships.items()}
    db.session.commit()


def empty_site(folder: Path) -> Site:
    """Somebody of each role, and nothing else."""
    site = Site(make_app(folder, "empty"))
    with site.app.app_context(), unaudited(db.session, "a test prepares"):
        upgrade(db.engine)
        bear(is_demo=False)
        sign_in_all(site, {role: make_membership(role) for role in EVERY_ROLE})
    return site


def built(folder: Path, name: str, make: Callable[[Path], None]) -> Path:
    """What sites are copied from, made here unless the folder holds it already."""
    if not (folder / name).exists():
        (folder / name).mkdir()
        make(folder / name)
    return folder / name


def full_site(folder: Path) -> Site:
    """One thing behind every address of the matrix."""
    world = world_on(make_app(folder, "full"), built(folder, "world", make_world))
    return Site(world.app, cookies={role: world.cookies[role, "signed in"] for role in Role}, world=world)


def demo_site(folder: Path, name: str = "demo") -> Site:
    """The demonstration: many rows everywhere."""
    made = built(folder, "demonstration", make_demonstration)
    shutil.copy(made / "demo.sqlite3", folder / f"{name}.sqlite3")
    shutil.copytree(made / "uploads", folder / f"{name}-uploads", dirs_exist_ok=True)
    site = Site(make_app(folder, name))
    with site.app.app_context(), unaudited(db.session, "a test prepares"):
        found = db.session.scalars(select(Membership).order_by(Membership.id.desc())).all()
        sign_in_all(site, {one.role: one for one in found})
    return site


def story_site(folder: Path) -> Site:
    """Another demonstration, for the story that changes it."""
    return demo_site(folder, "story")


MAKERS = {"full": full_site, "empty": empty_site, "demo": demo_site, "story": story_site}


def aside(act: Callable[[], Thing]) -> Thing:
    """Do something off the browser's thread: its event loop runs there, and Flask's contexts want none."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(act).result()


class Silent(WSGIRequestHandler):
    """Says nothing of each request."""

    def log(self, type: str, message: str, *args: Any) -> None:
        """Not a word."""


@contextmanager
def served(site: Site) -> Iterator[Site]:
    """The site on a free port, until the end of the block."""
    server = make_server("127.0.0.1", 0, site.app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    site.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        with site.app.app_context():
            db.engine.dispose()
