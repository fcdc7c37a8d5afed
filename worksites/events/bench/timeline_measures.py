"""The timeline page on a territory of many events and works, beside the bare SQL and its rendering."""

from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import update

from clauses.hours.bench.pages import Asked, page
from clauses.hours.bench.world import token_of
from facilitator.accounts.models import Membership
from facilitator.accounts.signin.models import SignInSession
from facilitator.accounts.signin.queries import token_hash
from facilitator.clock import now, today
from facilitator.db import db, unaudited
from worksites.events.bench.calendar_world import calendar_of
from worksites.events.calendars.rules import CalendarView, period
from worksites.events.models import Event
from worksites.sites.bench import build_sites

SIZES = (1_000, 10_000)
"""Events over twenty-one months; the page shows those of nine."""
SITES, PHASES = 30, 20
SQL = (
    "SELECT e.id, e.title, e.state, e.starts_at, e.ends_at, e.worksite_id, e.kind FROM event e "
    "WHERE e.body_id = 1 AND e.template = '' AND e.ends_at >= '{first}' AND e.starts_at < '{last}' "
    "ORDER BY e.starts_at, e.id",
    "SELECT p.worksite_id, p.trade, p.starts_on, p.ends_on, w.name FROM work_phase p "
    "JOIN worksite w ON w.id = p.worksite_id "
    "WHERE w.body_id = 1 AND p.starts_on < '{last}' AND p.ends_on >= '{first}'",
    "SELECT id, name FROM worksite WHERE body_id = 1",
    "SELECT DISTINCT worksite_id FROM event WHERE body_id = 1",
    "SELECT DISTINCT operation_id FROM event WHERE body_id = 1",
    "SELECT DISTINCT t.trade FROM event_trade t JOIN event e ON e.id = t.event_id WHERE e.body_id = 1",
)
"""What a hand would read for the page and for its filters."""


def facts() -> list[dict[str, Any]]:
    """Each size, in a base of its own."""
    return [measured(count) for count in SIZES]


def said(found: list[dict[str, Any]]) -> list[str]:
    """One line a size."""
    return [
        f"frise sur {one['events']} événements et {one['phases']} phases : {one['page']['page_ms']} ms, "
        f"{one['page']['ratio']} fois le SQL nu ({one['page']['bare_sql_ms']} ms) et le rendu "
        f"({one['page']['render_ms']} ms) ; {one['page']['selects']} requêtes"
        for one in found
    ]


def measured(count: int) -> dict[str, Any]:
    """One size."""
    shown = period(CalendarView.TIMELINE, today())
    days = {"first": shown.first.isoformat(), "last": (shown.last + timedelta(days=1)).isoformat()}
    with calendar_of(count) as (app, _path, _feed):
        phases = prepared(app)
        bare = tuple(statement.format(**days) for statement in SQL)
        found = page(app, Asked("/evenements/calendrier/frise", bare), turns=11)
    return {"events": count, "sites": SITES, "phases": phases, "page": found}


def prepared(app: Flask) -> int:
    """Worksites with their phases, the events spread over them, a facilitator signed in; how many phases."""
    with app.app_context():
        body_id = db.session.get_one(Membership, 1).organisation_id
        phases = build_sites(body_id, SITES, PHASES)
        sign = {"user_id": 1, "membership_id": 1, "created_at": now(), "second_factor_at": now()}
        with unaudited(db.session, "a bench prepares"):
            db.session.add(SignInSession(token_hash=token_hash(token_of(1)), **sign))
            db.session.execute(update(Event).values(worksite_id=Event.id % SITES + 1))
            db.session.commit()
    return phases
