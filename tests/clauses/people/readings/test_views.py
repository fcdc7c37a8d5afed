"""Somebody opens very many pages: the head of the body is told, nobody is blocked."""

from datetime import date

import pytest
import time_machine
from sqlalchemy import func, select

from clauses.people.readings import storage
from clauses.people.readings.jobs import run
from clauses.people.readings.models import MassReading
from clauses.people.readings.rules import Reading
from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.audit.models import AuditEvent
from facilitator.clock import now
from facilitator.db import db
from tests.conftest import Client, keep
from tests.factories import make_body
from tests.factories_hours import make_participant

LIMIT = 60


def events() -> int:
    return db.session.scalar(select(func.count()).select_from(AuditEvent)) or 0


@pytest.fixture
def body(client: Client) -> Organisation:
    """A body, one of whose accounts has just opened as many pages as may be without a word."""
    for path in storage.folder().glob("*.log"):
        path.unlink()
    made = make_body()
    person = make_participant(made)
    keep()
    client.as_role(Role.FACILITATOR, made)
    before = events()
    client.get("people.show", participant_id=person.id)
    client.get("eligibility.show", participant_id=person.id)
    assert events() == before
    (first, second) = storage.readings_since(now().replace(hour=0))
    assert first.person == second.person == person.id
    for index in range(LIMIT - 1):
        storage.note(Reading(now(), first.user, made.id, person.id + 1 + index))
    return made


def test_the_head_is_told_once_and_says_that_it_was_looked_at(client: Client, body: Organisation) -> None:
    assert run().startswith("0")
    (known, *_) = storage.readings_since(now().replace(hour=0))
    storage.note(Reading(now(), known.user, body.id, 999_999))
    assert run().startswith("1")
    assert run().startswith("0")
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "people.read_in_mass")).one()
    assert event.details == {"reader": known.user, "people": LIMIT + 1}
    client.as_role(Role.FACILITATOR, body)
    assert "lecture de nombreuses fiches" not in client.get("home.index").text.replace("\u00a0", " ")
    client.as_role(Role.HEAD, body)
    assert "1 lecture de nombreuses fiches" in client.get("home.index").text.replace("\u00a0", " ")
    page = client.get("readings.index")
    assert str(LIMIT + 1) in page.text
    row = db.session.scalars(select(MassReading)).one()
    for _ in range(2):
        client.post("readings.look", reading_id=row.id)
    assert "lecture de nombreuses fiches" not in client.get("home.index").text.replace("\u00a0", " ")


def test_a_burst_that_goes_on_stays_one(client: Client, body: Organisation) -> None:
    (known, *_) = storage.readings_since(now().replace(hour=0))
    for extra in range(2):
        storage.note(Reading(now(), known.user, body.id, 999_990 + extra))
        run()
    assert db.session.scalars(select(MassReading.people)).all() == [LIMIT + 2]


def test_the_files_go_after_a_week_and_a_full_disk_hides_no_page(
    client: Client, body: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    with time_machine.travel("2025-01-01 09:00+01:00"):
        storage.note(Reading(now(), 1, body.id, 1))
    assert (storage.folder() / "2025-01-01.log").exists()
    assert storage.forget_before(date(2025, 2, 1)) == 1

    def full(*_: object) -> int:
        raise OSError("no space left")

    monkeypatch.setattr(storage.os, "write", full)
    person = make_participant(body)
    keep()
    client.as_role(Role.FACILITATOR, body)
    assert client.get("people.show", participant_id=person.id).status == 200
