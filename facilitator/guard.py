"""Every request passes here first: read or write, who asks, and whether the view is open to her."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.urls import iri_to_uri

from facilitator.access import Asker, Role, asking, current_asker
from facilitator.accounts.signin.queries import visit_of
from facilitator.accounts.signin.rules import SEEN_EVERY, Visit
from facilitator.accounts.tasklinks import cookie as task_cookie
from facilitator.accounts.tasklinks.models import TaskSession
from facilitator.accounts.tasklinks.queries import asker_of as task_asker
from facilitator.clock import now
from facilitator.db import reading
from facilitator.errors import lost_form
from facilitator.feature import MenuEntry

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
PUBLIC_AT_MOST = 2 * 1024 * 1024
"""Bytes that anybody may send to a page that is open to all: a certificate to verify weighs a tenth of it."""


@dataclass(frozen=True)
class Shell:
    """What the frame of a page shows: who asks, the menu, whether this is a demonstration."""

    asker: Asker | None
    menu: tuple[MenuEntry, ...]
    demo: bool
    home: str
    """Where its name leads: the home page, or the one task of a link."""
    room: str | None = None
    """The blueprint whose menu line is lit: the page's own, or the one that it stands under."""

    @property
    def groups(self) -> dict[str, list[MenuEntry]]:
        """The lines of the menu by group, in order; a line alone is a group of its own."""
        found: dict[str, list[MenuEntry]] = {}
        for entry in self.menu:
            found.setdefault(entry.group or entry.label, []).append(entry)
        return found

    @property
    def by_link(self) -> bool:
        """Whether whoever asks came by a link, without an account."""
        return self.asker is not None and self.asker.role is Role.LINK


def shell() -> Shell:
    """The frame of the present page."""
    asker = asking.get()
    features = current_app.extensions["features"]
    menu = tuple(
        entry
        for feature in features
        for entry in feature.menu
        if asker is not None and asker.role in entry.roles
    )
    room = request.blueprint
    lit = next((feature.under[room] for feature in features if room in feature.under), room)
    is_demo = current_app.extensions.get("is_demo", lambda: False)()
    return Shell(asker, menu, bool(is_demo), _home(asker), lit)


def _home(asker: Asker | None) -> str:
    scope = asker.scope if asker else None
    tasks = (task for feature in current_app.extensions["features"] for task in feature.tasks)
    purpose = scope.purpose if scope else ""
    return url_for(next((task.endpoint for task in tasks if task.purpose == purpose), "home.index"))


def init_app(app: Flask) -> None:
    """Install the guard."""
    app.before_request(check)
    app.teardown_request(forget)


def check() -> ResponseReturnValue | None:
    """Closed by default: a view without a mark, a role without the right, answer as if absent."""
    g.reading = reading.set(request.method in SAFE)
    g.asking = asking.set(None)
    if request.endpoint is None or request.endpoint == "static":
        return None
    view = current_app.view_functions[request.endpoint]
    access: frozenset[Role] | None = getattr(view, "access", frozenset())
    visit = _load_session()
    task = _load_task() if visit is None else None
    if access is None:
        request.max_content_length = PUBLIC_AT_MOST
        return None
    if visit is None and task is None:
        if request.method == "POST" and set(request.form) - {"csrf_token"}:
            return lost_form(_door(access))
        return redirect(_door(access))
    if visit is not None and (step := visit.missing_step):
        return redirect(url_for(step.value, next=_here()))
    if current_asker().role not in access:
        abort(404)
    return None


def _door(access: frozenset[Role]) -> str:
    """Where to come in: by the link this browser had open, where a link may ask; else the sign-in page."""
    if Role.LINK in access and (pointer := task_cookie.pointer()):
        return url_for("tasklinks.show", pointer=pointer)
    return url_for("signin.sign_in", next=_here())


def _load_task() -> TaskSession | None:
    row = task_cookie.load()
    if row is not None:
        asking.set(task_asker(row))
    return row


def _here() -> str | None:
    """Where to come back after the sign-in: the page asked for, as a plain ASCII path."""
    return iri_to_uri(request.full_path.rstrip("?")) if request.method == "GET" else None


def _load_session() -> Visit | None:
    token, seen = session.get("token"), session.get("seen")
    g.visit = None
    if not token or not seen:
        return None
    last_seen = datetime.fromtimestamp(seen, UTC)
    visit = visit_of(token, last_seen)
    if visit is None:
        session.clear()
        return None
    if now() - last_seen >= SEEN_EVERY:
        session["seen"] = int(now().timestamp())
    g.visit = visit
    if visit.missing_step is None:  # until then nobody asks: half a sign-in opens nothing
        asking.set(visit.asker)
    return visit


def forget(_error: BaseException | None) -> None:
    """Leave nothing of this request to the next one on the same thread."""
    for name, variable in (("asking", asking), ("reading", reading)):
        token = g.pop(name, None)
        if token is not None:
            with suppress(ValueError):
                variable.reset(token)
