"""A real program subscribes over HTTP: vdirsyncer copies a calendar into a folder, and follows it."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from icalendar import Calendar
from werkzeug.serving import WSGIRequestHandler, make_server

from facilitator.access import Role
from facilitator.accounts.queries import asker_for
from facilitator.agenda.feed_rules import TERRITORY
from facilitator.agenda.queries import create
from facilitator.appointments import Subject
from facilitator.clock import now
from tests.conftest import keep
from tests.factories import make_membership
from tests.factories_events import make_event, make_guest
from worksites.events.models import EventStop
from worksites.events.rules import EventState

CONFIG = """
[general]
status_path = "{folder}/status"
[pair agenda]
a = "kept"
b = "read"
collections = null
[storage kept]
type = "filesystem"
path = "{folder}/kept"
fileext = ".ics"
[storage read]
type = "http"
url = "{address}"
"""


class Quiet(WSGIRequestHandler):
    """Keeps no access log, as the house."""

    def log_request(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server(app: Flask) -> Iterator[str]:
    """The application, served: its address."""
    web = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=web.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{web.server_port}"
    web.shutdown()
    thread.join()
    web.server_close()


def subscribed(address: str, folder: Path) -> Callable[[], str]:
    """A subscription of vdirsyncer; each call synchronises and gives what it said."""
    (folder / "config").write_text(CONFIG.format(folder=folder, address=address))
    program = str(Path(sys.executable).with_name("vdirsyncer"))
    known = os.environ | {"VDIRSYNCER_CONFIG": str(folder / "config")}

    def run(verb: str, answers: str = "") -> str:
        done = subprocess.run([program, verb], env=known, input=answers, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    run("discover", "y\n" * 4)
    return lambda: run("sync")


def kept(folder: Path) -> dict[str, tuple[str, str]]:
    """What the program holds: title and state by identity."""
    found = {}
    for path in (folder / "kept").glob("*.ics"):
        (event,) = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
        found[str(event["UID"])] = (str(event["SUMMARY"]), str(event["STATUS"]))
    return found


def test_vdirsyncer_subscribes_and_follows(server: str, tmp_path: Path) -> None:
    member = make_membership(Role.FACILITATOR)
    first, second = (make_event(member.organisation, title=f"Rencontre {number}") for number in (1, 2))
    first.stops.append(EventStop(title="Étape", starts_at=first.starts_at, ends_at=first.ends_at))
    make_guest(first)
    keep()
    subject = Subject(TERRITORY, member.organisation_id, "Territoire")
    _, token = create(asker_for(member), subject)
    keep()
    synchronise = subscribed(f"{server}/agenda/{token}.ics", tmp_path)

    synchronise()
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "kept").iterdir()}
    assert sorted(kept(tmp_path).values()) == [("Rencontre 1", "CONFIRMED"), ("Rencontre 2", "CONFIRMED")]
    assert "Copying" not in synchronise()
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "kept").iterdir()} == before

    second.state, second.sequence, second.changed_at = EventState.CANCELLED, 1, now()
    keep()
    synchronise()
    assert sorted(kept(tmp_path).values()) == [("Rencontre 1", "CONFIRMED"), ("Rencontre 2", "CANCELLED")]
