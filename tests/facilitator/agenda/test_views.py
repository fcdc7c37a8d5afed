"""« Mes agendas », and the secret addresses."""

import re
from contextvars import Context
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import time_machine
from icalendar import Calendar
from sqlalchemy import select
from werkzeug.test import TestResponse

from facilitator.access import Role
from facilitator.accounts.rules import OrganisationKind
from facilitator.agenda.feed_rules import READS_AN_HOUR
from facilitator.agenda.models import CalendarFeed
from facilitator.clock import now
from facilitator.db import db
from tests.conftest import Client, keep
from tests.factories import make_organisation
from tests.factories_events import at, make_company_guest, make_event, make_guest, make_slot, make_venue
from tests.factories_hours import make_participant
from tests.factories_sites import make_worksite
from worksites.events.models import EventOrganiser, EventStop, EventTask
from worksites.events.rules import EventState


def take(client: Client, subject: str) -> str:
    """Take a calendar: the path of its address."""
    page = client.get("agenda.create", sujet=subject)
    key = page.one("input[name=form_key]")["value"]
    shown = client.follow(client.post("agenda.take", {"subject": subject, "form_key": key}))
    return urlsplit(re.search(r"https?://\S+\.ics", shown.text)[0]).path


def read(client: Client, path: str, **headers: str) -> TestResponse:
    """The bare answer, to a program without cookies."""
    keep()
    return Context().run(client.app.test_client(use_cookies=False).get, path, headers=headers)


def events(answer) -> list:
    assert answer.status_code == 200
    return Calendar.from_ical(answer.get_data()).walk("VEVENT")


def titles(client: Client, path: str) -> list[str]:
    return [str(one["SUMMARY"]) for one in events(read(client, path))]


def test_an_address_is_shown_once_and_read_without_sign_in(client: Client):
    member = client.as_role(Role.FACILITATOR)
    event = make_event(member.organisation, title="Job dating des couvreurs")
    path = take(client, f"body {member.organisation_id}")
    row = db.session.scalars(select(CalendarFeed)).one()
    shown = client.get("agenda.show", feed_id=row.id)
    assert "webcal://" in shown.html
    assert "data:image/svg" in shown.html
    answer = read(client, path)
    assert answer.content_type == "text/calendar; charset=utf-8"
    (one,) = events(answer)
    assert one["UID"] == f"evt-{event.uid}@127.0.0.1"
    assert "Job dating des couvreurs" in str(one["SUMMARY"])
    assert client.get("agenda.index").select("tbody tr")
    assert path.rpartition("/")[2] not in client.get("agenda.show", feed_id=row.id).html
    assert row.token_hash not in path
    assert len(path) > 22 + len("/agenda/.ics")


def test_a_form_sent_twice_makes_one_calendar(client: Client):
    client.as_role(Role.PARTNER)
    key = client.get("agenda.create").one("input[name=form_key]")["value"]
    for _ in range(2):
        assert client.post("agenda.take", {"subject": "mine 0", "form_key": key}).status == 302
    assert len(db.session.scalars(select(CalendarFeed)).all()) == 1
    assert client.post("agenda.take", {"subject": "worksite 12"}).errors


def test_what_has_not_changed_is_not_sent_again(client: Client):
    member = client.as_role(Role.HEAD)
    event = make_event(member.organisation)
    path = take(client, f"body {member.organisation_id}")
    etag = read(client, path).headers["ETag"]
    for method in ("get", "head"):
        web = client.app.test_client(use_cookies=False)
        answer = Context().run(getattr(web, method), path, headers={"If-None-Match": etag})
        assert (answer.status_code, answer.get_data()) == (304, b"")
    event.title = "Autre titre"
    keep()
    answer = read(client, path, **{"If-None-Match": etag})
    assert answer.status_code == 200
    assert b"Autre titre" in answer.get_data()
    assert "private" in answer.headers["Cache-Control"]


def test_a_place_renamed_and_a_stop_changed_are_written_anew(client: Client):
    member = client.as_role(Role.HEAD)
    venue = make_venue(member.organisation)
    event = make_event(member.organisation, venue=venue)
    stop = EventStop(title="Façades", place="Cité", starts_at=at(9), ends_at=at(10))
    event.stops.append(stop)
    path = take(client, f"body {member.organisation_id}")
    assert b"Fa\xc3\xa7ades (Cit\xc3\xa9)" in unfolded(read(client, path))
    venue.name, stop.place = "Salle des fêtes", "Quai"
    keep()
    again = unfolded(read(client, path))
    assert "Salle des fêtes".encode() in again
    assert b"(Quai)" in again


def unfolded(answer) -> bytes:
    return answer.get_data().replace(b"\r\n ", b"")


def test_a_dead_address_answers_as_one_that_never_was(client: Client):
    member = client.as_role(Role.FACILITATOR)
    paths = [take(client, "mine 0") for _ in range(3)]
    first, second, third = db.session.scalars(select(CalendarFeed).order_by(CalendarFeed.id))
    client.post("agenda.do_revoke", feed_id=first.id)
    assert client.get("agenda.renew", feed_id=second.id).status == 200
    client.post("agenda.do_renew", feed_id=second.id)
    assert read(client, paths[2]).status_code == 200
    third.membership.revoked_at = now()
    keep()
    never = read(client, "/agenda/jamais-vu.ics")
    for path in paths:
        dead = read(client, path)
        assert (dead.status_code, dead.get_data()) == (404, never.get_data())
    assert member.revoked_at is not None


def test_it_is_read_sixty_times_an_hour_and_says_when_last(client: Client):
    with time_machine.travel(datetime(2026, 12, 1, 8, 59, 50, tzinfo=UTC), tick=False) as clock:
        client.as_role(Role.DECLARANT)
        path = take(client, "mine 0")
        assert "Jamais lu" in client.get("agenda.index").text
        answers = [read(client, path) for _ in range(READS_AN_HOUR + 2)]
        assert [one.status_code for one in answers] == [200] * READS_AN_HOUR + [429] * 2
        assert answers[-1].headers["Retry-After"] == "10"
        clock.shift(timedelta(seconds=10))
        assert read(client, path).status_code == 200
        assert "1er décembre 2026 à 10 h 00" in client.get("agenda.index").text.replace("\u00a0", " ")


def test_each_calendar_holds_what_it_is_about(client: Client):
    member = client.as_role(Role.FACILITATOR)
    body, partner = member.organisation, make_organisation(OrganisationKind.GEIQ)
    worksite = make_worksite(body)
    mine, there, with_it = (
        make_event(body, title=title) for title in ("Le mien", "Chantier", "Avec le GEIQ")
    )
    mine.organisers.append(EventOrganiser(user_id=member.user_id))
    mine.tasks.append(EventTask(label="Réserver la salle", days_before=7))
    there.worksite = worksite
    make_company_guest(with_it, partner)
    make_event(title="Ailleurs")
    keep()
    told = {
        "mine 0": ["Réserver la salle (Le mien)", "Le mien"],
        f"body {body.id}": ["Le mien", "Chantier", "Avec le GEIQ"],
        f"worksite {worksite.id}": ["Chantier"],
        f"organisation {partner.id}": ["Avec le GEIQ"],
    }
    for subject, expected in told.items():
        assert sorted(titles(client, take(client, subject))) == sorted(expected)
    client.as_role(Role.PARTNER, partner)
    assert titles(client, take(client, "mine 0")) == ["Avec le GEIQ"]


def test_a_cancelled_event_stays_and_says_so(client: Client):
    member = client.as_role(Role.FACILITATOR)
    long_ago = at(9) - timedelta(days=400)
    old = {"starts_at": long_ago, "ends_at": long_ago + timedelta(hours=3)}
    make_event(member.organisation, state=EventState.CANCELLED, **old)
    make_event(member.organisation, state=EventState.CANCELLED, changed_at=now() - timedelta(days=31), **old)
    make_event(member.organisation, state=EventState.PREPARED)
    found = events(read(client, take(client, f"body {member.organisation_id}")))
    assert [str(one["STATUS"]) for one in found] == ["CANCELLED", "TENTATIVE"]


def test_no_calendar_names_a_participant(client: Client):
    member = client.as_role(Role.HEAD)
    body, partner = member.organisation, make_organisation(OrganisationKind.GEIQ)
    event = make_event(body, worksite=make_worksite(body))
    event.organisers.append(EventOrganiser(user_id=member.user_id))
    person = make_participant(body_id=body.id, given_name="Canaria", family_name="Secrète")
    make_guest(event, person, slot=make_slot(event))
    make_company_guest(event, partner)
    keep()
    asked = [option["value"] for option in client.get("agenda.create").select("option")]
    assert {one.split()[0] for one in asked} >= {"mine", "body", "worksite", "organisation"}
    read_all = [read(client, take(client, subject)).get_data() for subject in asked]
    client.as_role(Role.PARTNER, partner)
    read_all.append(read(client, take(client, "mine 0")).get_data())
    assert sum(b"BEGIN:VEVENT" in body for body in read_all) >= 5
    assert not any(b"Canaria" in body or "Secrète".encode() in body for body in read_all)


def test_a_calendar_that_is_too_heavy_says_that_it_was_cut(client: Client):
    client.app.config["AGENDA_MAX_KB"] = "8"
    member = client.as_role(Role.FACILITATOR)
    for week in range(12):
        moved = timedelta(days=7 * week)
        make_event(member.organisation, told="x" * 1500, starts_at=at(9) + moved, ends_at=at(12) + moved)
    path = take(client, f"body {member.organisation_id}")
    answer = read(client, path)
    assert len(answer.get_data()) <= 8 * 1024
    assert b"Agenda trop lourd" in answer.get_data()
    assert 1 <= len(events(answer)) < 12
    row = db.session.scalars(select(CalendarFeed)).one()
    assert "trop lourd" in client.get("agenda.show", feed_id=row.id).text
