"""A territory of many events, in a base of its own, and a calendar that holds them all."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from flask import Flask
from sqlalchemy import insert

from facilitator.access import Role
from facilitator.accounts.models import Membership, Organisation, User
from facilitator.accounts.queries import asker_for
from facilitator.accounts.rules import OrganisationKind
from facilitator.agenda.feed_rules import TERRITORY, window
from facilitator.agenda.models import CalendarFeed
from facilitator.agenda.queries import create
from facilitator.app import create_app
from facilitator.appointments import Subject
from facilitator.audit.queries import bear
from facilitator.clock import now, today
from facilitator.db import db, unaudited
from facilitator.schema import upgrade
from facilitator.serving import COLLECTED_EVERY
from worksites.events.models import Event, Venue
from worksites.events.rules import EventKind, EventState

SECRET = "the secret of a base that lives as long as a bench"
VENUES = 40
WITHOUT_LIMIT = str(1024 * 1024)
"""Kilobytes: what is measured is the whole calendar, that an installation would cut at 1 MB."""
TOLD = "Venez avec un CV et une pièce d’identité ; accueil dès l’ouverture, café offert. Entrée par la cour."


@contextmanager
def calendar_of(count: int) -> Iterator[tuple[Flask, str, int]]:
    """An application whose body has so many events, the path of its calendar, the number of its feed."""
    with TemporaryDirectory(prefix="facilitator-bench-") as folder:
        url = f"sqlite:///{Path(folder)}/calendar.sqlite3"
        kept = {"UPLOAD_DIR": folder, "AGENDA_DIR": folder, "AGENDA_MAX_KB": WITHOUT_LIMIT}
        app = create_app(SECRET_KEY=SECRET, DATABASE_URL=url, **kept)
        with app.app_context():
            upgrade(db.engine)
            bear(is_demo=False)
            db.session.commit()
            with unaudited(db.session, "a bench prepares"):
                feed, token = build(count)
                number = feed.id
                db.session.commit()
        with collected_as_served():
            yield app, f"/agenda/{token}.ics", number
        with app.app_context():
            db.engine.dispose()


@contextmanager
def collected_as_served() -> Iterator[None]:
    """Let Python's collector do what it does in the processes of the server (`facilitator.serving`)."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECTED_EVERY, 10, 10)
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def build(count: int) -> tuple[CalendarFeed, str]:
    """A body, a facilitator who takes the calendar of its territory, and events over all its window."""
    body = Organisation(kind=OrganisationKind.FACILITATION_BODY, name="Structure du banc")
    user = User(email="banc@essai.example", name="Banc", created_at=now())
    member = Membership(user=user, organisation=body, role=Role.FACILITATOR, created_at=now())
    db.session.add(member)
    db.session.flush()
    places = [
        Venue(
            body_id=body.id,
            name=f"Maison de quartier {rank}",
            address="12 rue des Tilleuls",
            commune="Thiers",
        )
        for rank in range(VENUES)
    ]
    db.session.add_all(places)
    db.session.flush()
    db.session.execute(insert(Event), list(rows(count, body.id, [one.id for one in places])))
    return create(asker_for(member), Subject(TERRITORY, body.id, "Territoire du banc"))


def rows(count: int, body_id: int, places: list[int]) -> Iterator[dict[str, object]]:
    """Events on all the days of the window, each of three hours."""
    first, last = window(today())
    begins, minutes = datetime.combine(first, time(7), UTC), (last - first).days * 24 * 60 - 600
    kinds = tuple(EventKind)
    for rank in range(count):
        at = begins + timedelta(minutes=rank * minutes // count)
        yield {
            "body_id": body_id,
            "uid": str(UUID(int=rank)),
            "changed_at": now(),
            "kind": kinds[rank % len(kinds)],
            "state": EventState.ANNOUNCED,
            "title": f"Rencontre n° {rank} : couvreurs, étancheurs et façadiers",
            "told": TOLD,
            "venue_id": places[rank % len(places)],
            "room": f"Salle {rank % 4}",
            "starts_at": at,
            "ends_at": at + timedelta(hours=3),
            "search_key": "",
        }
