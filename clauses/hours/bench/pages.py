"""The pages of a facilitator on the made base, beside the bare SQL for the same answer and its rendering."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import Context
from dataclasses import dataclass
from statistics import median
from typing import Any

from flask import Flask, template_rendered
from jinja2 import Template
from sqlalchemy import event
from sqlalchemy.engine import Engine
from werkzeug.test import create_environ, run_wsgi_app

from clauses.hours.bench import bare
from clauses.hours.bench.load import cookie_of
from clauses.hours.bench.world import FACILITATOR
from facilitator.clock import today
from facilitator.db import db, reading

ROUNDS = 31
KEY = 7
"""The contract and the person looked at."""


@dataclass(frozen=True)
class Asked:
    """A page: its address, and the SQL that a hand would write for what it shows."""

    path: str
    bare: tuple[str, ...]


PAGES: Mapping[str, Asked] = {
    "board": Asked("/avancement/", bare.BOARD),
    "contract": Asked(f"/marches/{KEY}", bare.CONTRACT),
    "queue": Asked("/a-controler/", bare.QUEUE),
    "person": Asked(f"/personnes/{KEY}", bare.PERSON),
}


def pages(app: Flask) -> dict[str, dict[str, Any]]:
    """What each page costs."""
    return {name: page(app, asked) for name, asked in PAGES.items()}


def page(app: Flask, asked: Asked, turns: int = ROUNDS) -> dict[str, Any]:
    """One page as the facilitator asks it, in this process. Page, bare SQL and rendering take turns, so that
    what else the machine does weighs on all three; the ratio is the median of those of the rounds.
    """
    cookie = cookie_of(app, FACILITATOR)
    wire = create_environ(asked.path, headers={"Cookie": cookie})
    found: list[bytes] = []

    def ask() -> None:
        """In a context of its own: a request within another would find its session, and all it has read."""
        answer, status, _ = Context().run(run_wsgi_app, app, dict(wire), buffered=True)
        assert status == "200 OK", f"{asked.path}: {status}"
        found[:] = [b"".join(answer)]

    values = {"key": KEY, "today": today().isoformat()}
    with rendered(app, asked.path, cookie) as (template, context):
        with counting() as in_template:
            template.render(context)
        acts = (ask, lambda: fetch(app, asked.bare, values), lambda: template.render(context))
        for act in acts:
            act()
        rounds = [[milliseconds(act) for act in acts] for _ in range(turns)]
    with counting() as in_page:
        ask()
    whole, bare_ms, render = (round(median(times), 2) for times in zip(*rounds, strict=True))
    return {
        "page_ms": whole,
        "bare_sql_ms": bare_ms,
        "render_ms": render,
        "ratio": round(median(each[0] / (each[1] + each[2]) for each in rounds), 2),
        "selects": len(in_page),
        "selects_in_template": len(in_template),
        "bytes": len(found[0]),
    }


def milliseconds(act: Callable[[], object]) -> float:
    """How long an act takes."""
    start = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - start)


@contextmanager
def counting() -> Iterator[list[str]]:
    """The statements of SQL that are asked while it lasts."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@contextmanager
def rendered(app: Flask, path: str, cookie: str) -> Iterator[tuple[Template, dict[str, Any]]]:
    """The template of a page and the data it was given, within the request that read them."""
    told: list[tuple[Template, dict[str, Any]]] = []

    def note(_sender: object, template: Template, context: dict[str, Any], **_: object) -> None:
        told.append((template, context))

    with app.test_request_context(path, headers={"Cookie": cookie}):
        with template_rendered.connected_to(note):
            app.full_dispatch_request()
        yield told[-1]


def fetch(app: Flask, statements: tuple[str, ...], values: Mapping[str, Any]) -> None:
    """Run the bare SQL on the driver's own cursor and read every row."""
    with app.app_context():
        token = reading.set(True)
        try:
            cursor = db.session.connection().connection.cursor()
            for statement in statements:
                cursor.execute(statement, values)
                cursor.fetchall()
            db.session.rollback()
        finally:
            reading.reset(token)
