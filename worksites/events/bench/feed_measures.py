"""A calendar of many events through the application, beside the library and plain text of the same events."""

import gc
import time
from collections.abc import Callable
from contextvars import Context
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from flask import Flask
from icalendar import Calendar
from icalendar import Event as LibraryEvent
from sqlalchemy import text
from werkzeug.test import create_environ, run_wsgi_app

from facilitator.accounts.queries import asker_for
from facilitator.agenda import kept, reads
from facilitator.agenda.feed_rules import window
from facilitator.agenda.models import CalendarFeed
from facilitator.agenda.rules import PARIS
from facilitator.appointments import Appointment, Wanted
from facilitator.clock import today
from facilitator.db import db, unaudited
from facilitator.prepared import Line
from worksites.events.bench.calendar_world import calendar_of
from worksites.events.calendar_offers import appointments

SIZES = (1_000, 10_000)
ROUNDS = 9
CHANGE = text(
    "UPDATE event SET title = title || '.', version = version + 1 WHERE id = (SELECT max(id) / 2 FROM event)"
)
PLAIN = (
    "SELECT e.uid, e.title, e.told, e.starts_at, e.ends_at, e.changed_at, e.sequence, e.kind, e.room, "
    "e.id, v.name, v.address, v.commune FROM event e "
    "LEFT JOIN venue v ON v.id = e.venue_id ORDER BY e.starts_at, e.id"
)
"""What a hand would read."""


def facts() -> list[dict[str, Any]]:
    """Each size, in a base of its own."""
    return [measured(count) for count in SIZES]


def said(found: list[dict[str, Any]]) -> list[str]:
    """One line a size."""
    return [
        f"agenda de {one['events']} événements ({one['bytes'] // 1000} ko) : {one['unchanged_ms']} ms, "
        f"soit {one['unchanged_over_plain']} fois le texte nu ({one['plain_text_ms']} ms) ; un événement "
        f"changé : {one['one_changed_ms']} ms ({one['one_changed_over_plain']} fois) ; "
        f"304 : {one['not_modified_ms']} ms ; "
        f"rien de gardé : {one['cold_ms']} ms ; la bibliothèque icalendar seule : {one['library_ms']} ms"
        for one in found
    ]


@dataclass
class Reader:
    """A program that reads one calendar, again and again."""

    app: Flask
    path: str
    feed_id: int
    etag: str = ""

    def ask(self, status: int = 200) -> bytes:
        """Read it, with the mark of the last reading when a 304 is expected."""
        self.count_anew()
        headers = {"If-None-Match": self.etag} if status == 304 else {}
        wire = create_environ(self.path, headers=headers)
        parts, told, answered = Context().run(run_wsgi_app, self.app, wire, buffered=True)
        assert told.startswith(str(status)), told
        self.etag = answered.get("ETag", "")
        return b"".join(parts)

    def count_anew(self) -> None:
        """A bench reads more than sixty times an hour."""
        with self.app.app_context():
            reads.forget(self.feed_id)

    def change(self) -> None:
        """Somebody gives an event another title."""
        with self.app.app_context():
            db.session.execute(CHANGE)
            with unaudited(db.session, "a bench changes"):
                db.session.commit()

    def plain_text(self) -> bytes:
        """The same events as plain text: read, written line by line, nothing folded nor escaped."""
        with self.app.app_context():
            rows = Line.of(db.session.connection()).driver.execute(PLAIN)
            return "".join(
                f"BEGIN:VEVENT\r\nUID:evt-{uid}@127.0.0.1\r\nDTSTAMP:{changed}\r\nDTSTART:{begins}\r\n"
                f"DTEND:{ends}\r\nSUMMARY:{title}\r\nSTATUS:CONFIRMED\r\nSEQUENCE:{sequence}\r\n"
                f"LAST-MODIFIED:{changed}\r\nTRANSP:OPAQUE\r\nLOCATION:{name}, {room}, {address}, {town}\r\n"
                f"DESCRIPTION:{told}\r\nURL:http://127.0.0.1:8000/evenements/{key}\r\n"
                f"CATEGORIES:{kind}\r\nEND:VEVENT\r\n"
                for uid, title, told, begins, ends, changed, sequence, kind, room, key, *where in rows
                for name, address, town in (where,)
            ).encode()

    def held(self) -> list[Appointment]:
        """The appointments, in memory."""
        with self.app.app_context():
            feed = db.session.get_one(CalendarFeed, self.feed_id)
            wanted = Wanted(feed.about, feed.thing_id, *window(today()))
            batches = list(appointments(asker_for(feed.membership), wanted))
            return [one for batch in batches for one in batch.read(batch.marks).values()]


def measured(count: int, turns: int = ROUNDS) -> dict[str, Any]:
    """One size: all that is compared takes turns, so that what else the machine does weighs on each."""
    with calendar_of(count) as (app, path, feed_id):
        reader = Reader(app, path, feed_id)
        size, held = len(reader.ask()), reader.held()
        acts: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
            "unchanged": (reader.ask, reader.ask),
            "one_changed": (reader.change, reader.ask),
            "not_modified": (reader.ask, lambda: reader.ask(304)),
            "cold": (forget, reader.ask),
            "plain_text": (gc.collect, reader.plain_text),
            "library": (gc.collect, lambda: by_library(held)),
        }
        rounds = [{name: timed(*both) for name, both in acts.items()} for _ in range(turns)]
    found: dict[str, Any] = {"events": count, "bytes": size}
    for name in acts:
        wall, cpu = ([each[name][place] for each in rounds] for place in (0, 1))
        found |= {f"{name}_ms": round(median(wall), 2), f"{name}_cpu_ms": round(min(cpu), 2)}
    for name in ("unchanged", "one_changed", "cold"):
        ratios = [each[name][0] / each["plain_text"][0] for each in rounds]
        found[f"{name}_over_plain"] = round(median(ratios), 2)
    return found


def timed(before: Callable[[], object], act: Callable[[], object]) -> tuple[float, float]:
    """The milliseconds of an act, and those of the processor (what else the machine does weighs less on
    these); not those of what prepares it.
    """
    before()
    begun, used = time.perf_counter(), time.process_time()
    act()
    return 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - used)


def forget() -> None:
    """Keep nothing: each event is read and written anew."""
    kept.texts.clear()
    kept.feeds.clear()


def by_library(held: list[Appointment]) -> bytes:
    """The same calendar by the library, from appointments that are in memory."""
    calendar = Calendar()
    calendar.add("prodid", "-//Banc//FR")
    calendar.add("version", "2.0")
    for one in held:
        event = LibraryEvent()
        event.add("uid", f"{one.key}@127.0.0.1")
        event.add("dtstamp", one.changed_at)
        event.add("dtstart", one.begins.astimezone(PARIS) if isinstance(one.begins, datetime) else one.begins)
        event.add("dtend", one.ends.astimezone(PARIS) if isinstance(one.ends, datetime) else one.ends)
        event.add("summary", one.title)
        event.add("status", one.certainty.upper())
        event.add("sequence", one.sequence)
        event.add("last-modified", one.changed_at)
        event.add("transp", "OPAQUE")
        event.add("location", one.place)
        event.add("description", one.told)
        event.add("url", one.url)
        event.add("categories", list(one.kinds))
        calendar.add_component(event)
    return bytes(calendar.to_ical())
