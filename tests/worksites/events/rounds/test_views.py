"""The rounds on their pages: computed, bent by hand, computed again on the day."""

from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy import select

from clauses.people.abilities.rules import Licence
from facilitator.access import Role
from facilitator.accounts.rules import OrganisationKind
from facilitator.clock import now
from facilitator.db import db
from facilitator.gatherings import Ability
from facilitator.solving import Limits
from tests.conftest import Client, keep
from tests.factories import make_meeting, make_organisation
from tests.factories_events import at, make_company_guest, make_event, make_guest
from worksites.events.guests.models import EventOpening
from worksites.events.guests.rules import Coming
from worksites.events.models import Event
from worksites.events.rounds import problem_queries, running, views
from worksites.events.rounds.models import EventMeeting, RoundPlan
from worksites.events.rounds.plan_rules import faults
from worksites.events.rounds.problem_queries import problem_of, who_asked
from worksites.events.rounds.rules import RoundState

QUICK = Limits(seconds=0)


@pytest.fixture(autouse=True)
def morning() -> Iterator[time_machine.Traveller]:
    """A quarter of an hour before the event."""
    with time_machine.travel(at(8, 45), tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rounds are computed by the simple method within the request."""
    monkeypatch.setattr(views, "start", lambda plan_id, _config: running.solve_plan(plan_id, QUICK))


@pytest.fixture
def event(client: Client) -> Event:
    """A job dating of six people and three companies, of which one asks for the licence."""
    body = client.as_role(Role.FACILITATOR).organisation
    event = make_event(body, meeting_minutes=10)
    for name in ("Alta Toits", "Bâti Sud", "Combes"):
        company = make_organisation(OrganisationKind.COMPANY, name=name)
        make_meeting(body, company)
        make_company_guest(event, company)
    for _ in range(6):
        make_guest(event)
    keep()
    return event


def rows(event: Event) -> list[EventMeeting]:
    """The meetings, by round and table."""
    found = select(EventMeeting).where(EventMeeting.event_id == event.id)
    return list(db.session.scalars(found.order_by(EventMeeting.round, EventMeeting.table)))


def the_plan(event: Event) -> RoundPlan:
    """The rounds of the event."""
    return db.session.scalars(select(RoundPlan).where(RoundPlan.event_id == event.id)).one()


def holds(event: Event) -> bool:
    """Whether nothing is wrong with what is kept."""
    put = problem_of(the_plan(event), now(), who_asked(the_plan(event)))
    return not faults(put.problem, put.problem.before)


def test_the_rounds_are_computed_and_shown_with_their_reasons(client: Client, event: Event) -> None:
    page = client.follow(client.post("rounds.compute", event_id=event.id))

    assert the_plan(event).state is RoundState.READY
    assert len(rows(event)) == 18
    assert holds(event)
    assert "Alta Toits" in page.text
    assert len(page.select(".rounds-grid tbody tr")) == 15
    people = client.get("rounds.people", event_id=event.id)
    assert "métier à vérifier : couverture" in people.text
    assert "9 h" in client.get("rounds.companies", event_id=event.id).text.replace("\u00a0", " ")


def test_what_has_begun_was_held_or_is_kept_does_not_move(
    client: Client, event: Event, morning: time_machine.Traveller
) -> None:
    client.post("rounds.compute", event_id=event.id)
    last = rows(event)[-1]
    client.post("round_hand.keep_one", {"garder": "oui"}, event_id=event.id, meeting_id=last.id)
    morning.move_to(at(9, 14))
    settled = {(row.id, row.person_id, row.round, row.table) for row in rows(event) if row.round <= 2}
    absent = rows(event)[-2].person
    absent.coming = Coming.ABSENT
    late = make_guest(event, coming=Coming.PRESENT)
    keep()

    client.post("rounds.compute", event_id=event.id)

    assert the_plan(event).state is RoundState.READY
    found = rows(event)
    assert settled == {(row.id, row.person_id, row.round, row.table) for row in found if row.round <= 2}
    assert last.id in {row.id for row in found}
    assert all(row.round > 2 for row in found if row.person_id == late.id)
    assert sum(1 for row in found if row.person_id == late.id) == 3
    assert all(row.person_id != absent.id for row in found if row.round > 2 and row.id != last.id)
    assert holds(event)


def test_a_meeting_is_moved_by_hand_or_told_why_not(client: Client, event: Event) -> None:
    client.post("rounds.compute", event_id=event.id)
    row, clash = rows(event)[0], rows(event)[3]
    address = {"event_id": event.id, "meeting_id": row.id}

    refused = client.post("round_hand.meeting", {"seat": f"2-{row.table + 1}"}, **address)
    moved = client.post("round_hand.meeting", {"seat": f"12-{row.table}"}, **address)

    assert clash.round == 2
    assert "pas celle de l’entreprise" in refused.text
    assert moved.status == 302
    db.session.expire_all()
    assert (row.round, row.is_kept) == (12, True)
    assert holds(event)


def test_two_people_exchange_their_seats(client: Client, event: Event) -> None:
    client.post("rounds.compute", event_id=event.id)
    first = rows(event)[0]
    page = client.get("round_hand.meeting", event_id=event.id, meeting_id=first.id)
    exchange = next(one for one in page.select("[name=seat]") if "échange" in one.find_parent().get_text())
    round_, table = map(int, exchange["value"].split("-"))
    other = next(row for row in rows(event) if (row.round, row.table) == (round_, table))
    was = first.round, first.table

    client.post("round_hand.meeting", {"seat": exchange["value"]}, event_id=event.id, meeting_id=first.id)

    db.session.expire_all()
    assert (first.round, first.table) == (round_, table)
    assert (other.round, other.table) == was
    assert holds(event)


def test_a_licence_that_is_lacking_is_said_where_somebody_meets_too_few(
    client: Client, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    for opening in db.session.scalars(select(EventOpening)):
        opening.licence = Licence.B
    keep()
    monkeypatch.setattr(
        problem_queries, "abilities_of", lambda _asker, ids: {i: Ability((), "b1") for i in ids}
    )

    page = client.follow(client.post("rounds.compute", event_id=event.id))

    assert rows(event) == []
    assert "ne sont pas encore calculés" in page.text


def test_without_a_company_nothing_is_computed(client: Client) -> None:
    event = make_event(client.as_role(Role.FACILITATOR).organisation)
    keep()

    page = client.post("rounds.compute", event_id=event.id)

    assert page.status == 422
    assert "notez d’abord qui vient" in page.text


def test_wishes_and_forbidden_pairs_are_followed(client: Client, event: Event) -> None:
    client.post("rounds.compute", event_id=event.id)
    person, company = rows(event)[0].person_id, rows(event)[0].company_id
    sent = {"first": "3", "last": "", "forbidden": [str(company)]}
    client.post("round_hand.person", sent, event_id=event.id, guest_id=person)
    page = client.get("rounds.show", event_id=event.id)
    assert "Des réglages ou des souhaits ont changé" in page.text

    client.post("rounds.compute", event_id=event.id)

    mine = [one for one in rows(event) if one.person_id == person]
    assert len(mine) == 2
    assert all(one.round >= 3 and one.company_id != company for one in mine)


def test_a_company_holds_two_tables_then_one(client: Client, event: Event) -> None:
    client.post("rounds.compute", event_id=event.id)
    company = rows(event)[0].company_id
    address = {"event_id": event.id, "guest_id": company}
    client.post("round_hand.company", {"count": "2", "first": "1", "last": ""}, **address)
    client.post("rounds.compute", event_id=event.id)
    assert {row.table for row in rows(event) if row.company_id == company} == {1, 4}

    client.post("round_hand.company", {"count": "1", "first": "2", "last": "9"}, **address)
    client.post("rounds.compute", event_id=event.id)

    mine = [row for row in rows(event) if row.company_id == company]
    assert {row.table for row in mine} == {1}
    assert all(2 <= row.round <= 9 for row in mine)
    assert len(mine) == 6


def test_the_file_holds_every_meeting(client: Client, event: Event) -> None:
    client.post("rounds.compute", event_id=event.id)

    answer = client.get("rounds.file", event_id=event.id, ending="csv")

    assert answer.text.count("métier à vérifier") == 18
