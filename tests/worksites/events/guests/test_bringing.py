"""A company without account says its jobs behind a code; its link opens its own invitation alone."""

import pytest
from sqlalchemy import select

from facilitator.accounts.tasklinks.models import TaskLink
from facilitator.accounts.tasklinks.queries import open_task
from facilitator.clock import now
from facilitator.db import db
from tests.conftest import Client, keep
from tests.factories import make_body, make_contact, make_meeting
from tests.factories_events import make_company_guest, make_event, soon
from worksites.events.guests.bringing.queries import renew
from worksites.events.guests.models import EventGuest
from worksites.events.guests.queries import path_of, seal

JOB = {"trade": "F1613", "seats": "2", "contract_type": "", "french": "", "licence": "", "commitment_id": "0"}


@pytest.fixture
def guest(client: Client) -> EventGuest:
    body = make_body()
    row = make_company_guest(make_event(body, **soon()))
    assert row.organisation
    make_meeting(body, row.organisation)
    make_contact(row.organisation, email="toits@essai.example")
    db.session.expire(row.organisation)
    seal(row)
    return row


def inside(client: Client) -> None:
    """The link is opened by its code."""
    link = db.session.scalars(select(TaskLink).order_by(TaskLink.id.desc())).first()
    assert link
    token = open_task(link)
    keep()
    with client.web.session_transaction() as session:
        session["task"], session["task_seen"] = token, int(now().timestamp())


def test_a_company_says_its_jobs_behind_a_code(client: Client, guest: EventGuest) -> None:
    other = make_company_guest(guest.event)
    theirs, mine = other.openings[0].id, guest.openings[0].id
    assert "quels postes" in client.fetch(path_of(guest)).text
    there = client.send(f"{path_of(guest)}/postes")
    assert there.location.startswith("/d/")
    assert "toits@essai.example" not in client.follow(there).html
    inside(client)

    page = client.get("guest_openings.index")
    assert other.shown_name not in page.html
    for _ in range(2):
        client.post("guest_openings.add", JOB | {"form_key": "j"})
    assert "F1613" in client.get("guest_openings.index").text
    assert client.post("guest_openings.remove", opening_id=theirs).status == 404
    assert client.post("guest_openings.remove", opening_id=mine).status == 302
    assert len(db.session.get_one(EventGuest, guest.id).openings) == 1


def test_its_link_is_sent_again_once_a_day(client: Client, guest: EventGuest) -> None:
    client.send(f"{path_of(guest)}/postes")
    first = db.session.scalars(select(TaskLink)).one()
    for _ in range(2):
        renew(first.id)
    keep()
    assert len(db.session.scalars(select(TaskLink)).all()) == 2
