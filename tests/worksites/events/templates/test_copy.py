"""A copy holds everything: the models are read, so that a new column or a new table cannot be forgotten."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from clauses.people.abilities.rules import FrenchLevel
from facilitator.access import Role
from facilitator.clock import now
from facilitator.db import Base, db
from facilitator.words import Word
from geiq.cohorts.events.models import CohortEvent
from tests.conftest import Client
from tests.factories import add, make_body, make_organisation, make_user
from tests.factories_cohorts import make_cohort
from tests.factories_contracts import make_operation
from tests.factories_events import DAY, at, make_company_guest, make_event, make_guest, make_slot, make_venue
from tests.factories_sites import make_worksite
from tests.worksites.events.test_views import body_of
from worksites.events.guests.models import EventGuest, EventOpening
from worksites.events.models import (
    Event,
    EventCost,
    EventOrganiser,
    EventSeats,
    EventStop,
    EventTask,
    EventTrade,
)
from worksites.events.rules import EventKind, EventPart, EventState, GuestKind
from worksites.events.templates.copy_queries import OWN_KEYS, copy_event, parts_of_event
from worksites.events.templates.rules import (
    ANEW_IN,
    GUEST_LEFT,
    GUEST_TAKEN,
    MADE_ANEW,
    TABLES_FOLLOWED,
    TABLES_LEFT,
)
from worksites.events.when_rules import moment

PARTS = {
    "event_trade",
    "event_seats",
    "event_slot",
    "event_stop",
    "event_organiser",
    "event_task",
    "event_cost",
}
LATER = date(2027, 4, 1)


def columns_of(model: type[Base]) -> set[str]:
    """The columns of a table."""
    return {one.key for one in model.__mapper__.column_attrs}


def full_event() -> Event:
    """An event whose every column and every part says something."""
    body = make_body()
    event = make_event(
        body,
        kind=EventKind.DISCOVERY,
        title="Journée découverte",
        told="Venez",
        notes="Prévoir du café",
        operation=make_operation(body),
        worksite=make_worksite(body),
        venue=make_venue(body),
        room="Salle 2",
        meeting_minutes=15,
        is_public=True,
        closes_at=at(18, day=DAY - timedelta(days=1)),
        created_by_id=make_user().id,
        cancelled_reason="Salle fermée",
        series="une-serie",
        template="",
        sequence=3,
        ends_at=at(12, 30),
    )
    make_slot(event, hour=10, seats=7)
    event.trades = [EventTrade(trade="Couverture (F1610)"), EventTrade(trade="Étanchéité")]
    event.seats = [EventSeats(kind=GuestKind.PERSON, seats=40)]
    host = make_organisation()
    event.stops = [
        EventStop(
            kind=EventPart.TRY_OUT, title="Essai", place="Atelier", host=host, starts_at=at(9), ends_at=at(10)
        )
    ]
    event.organisers = [EventOrganiser(user=make_user())]
    event.tasks = [EventTask(label="Car", days_before=21, done_on=DAY, done_by_id=make_user().id)]
    event.costs = [EventCost(label="Car", planned=Decimal("450.50"), spent=Decimal(400), funder="Métropole")]
    db.session.flush()
    return event


def expected(value: object, days: timedelta) -> object:
    """A value as a copy holds it: an instant follows, by the clock."""
    if not isinstance(value, datetime):
        return value
    local = value.astimezone(at(9).tzinfo).replace(tzinfo=None) + days
    return moment(local.date(), local.time())


def assert_same(row: Base, copy: Base, anew: set[str] | frozenset[str], days: timedelta) -> None:
    """Every column but those made anew, and each of them says something in the first."""
    for name in columns_of(type(row)) - anew:
        value = getattr(row, name)
        if name not in {"template"}:
            assert value not in (None, "", 0), f"{row.__tablename__}.{name}: the test says nothing of it"
        assert getattr(copy, name) == expected(value, days), f"{row.__tablename__}.{name} is not copied"


@pytest.mark.usefixtures("app")
def test_a_copy_equals_the_first_column_by_column() -> None:
    event = full_event()
    author = make_user().id

    copy = copy_event(event, moment(LATER, time(9)), author)

    days = LATER - DAY
    assert_same(event, copy, MADE_ANEW, days)
    for part in parts_of_event():
        rows, copies = getattr(event, part.key), getattr(copy, part.key)
        assert len(rows) == len(copies) > 0, part.key
        for row, twin in zip(rows, copies, strict=True):
            anew = OWN_KEYS | ANEW_IN.get(row.__tablename__, frozenset())
            assert_same(row, twin, anew, days)
    assert (copy.state, copy.sequence, copy.series, copy.cancelled_reason) == (EventState.PREPARED, 0, "", "")
    assert copy.uid != event.uid
    assert copy.created_by_id == author
    assert copy.tasks[0].done_on is None
    assert copy.costs[0].spent is None


def test_every_table_that_hangs_on_an_event_is_copied_or_left_for_a_reason() -> None:
    hanging = {
        mapper.local_table.name
        for mapper in Base.registry.mappers
        if any(key.column.table.name == "event" for key in mapper.local_table.foreign_keys)
    }
    owned = {part.mapper.local_table.name for part in parts_of_event()}

    assert owned >= PARTS
    forgotten = hanging - owned - {"event_guest"} - set(TABLES_LEFT) - set(TABLES_FOLLOWED)
    assert not forgotten, f"copied by Event's own lists, or named with its reason in TABLES_LEFT: {forgotten}"


def test_every_column_of_a_guest_is_taken_or_left() -> None:
    held = columns_of(EventGuest)

    assert held == GUEST_TAKEN | GUEST_LEFT
    assert not GUEST_TAKEN & GUEST_LEFT


@pytest.mark.usefixtures("app")
def test_companies_come_with_all_their_jobs_and_people_do_not() -> None:
    event = make_event()
    guest = make_company_guest(event, reason="Marché en retard", remark="Retard")
    (job,) = guest.openings
    job.french, job.seats = FrenchLevel.A2, 4
    make_guest(event)
    db.session.flush()

    copy = copy_event(event, moment(LATER, time(14)), None)

    (twin,) = db.session.scalars(select(EventGuest).where(EventGuest.event_id == copy.id))
    assert (twin.organisation_id, twin.kind, twin.reason, twin.remark) == (
        guest.organisation_id, GuestKind.COMPANY, "Marché en retard", "",
    )  # fmt: skip
    assert twin.state.value == "guest_proposed"
    for name in columns_of(EventOpening) - OWN_KEYS:
        assert getattr(twin.openings[0], name) == getattr(job, name), name
    bare = copy_event(event, moment(LATER, time(14)), None, with_guests=False)
    assert db.session.scalar(select(EventGuest.id).where(EventGuest.event_id == bare.id)) is None


@pytest.mark.usefixtures("app")
def test_a_copy_is_held_for_the_same_cohort() -> None:
    event = make_event()
    cohort = make_cohort()
    add(CohortEvent(event=event, cohort=cohort))

    copy = copy_event(event, moment(LATER, time(14)), None)

    assert (
        db.session.scalar(select(CohortEvent.cohort_id).where(CohortEvent.event_id == copy.id)) == cohort.id
    )


def test_a_template_is_kept_used_and_removed(client: Client) -> None:
    event = make_event(body_of(client), title="Job dating de printemps")
    make_company_guest(event)

    client.follow(client.post("event_templates.save", {"name": "Job dating"}, event_id=event.id))
    assert (
        "porte déjà ce nom"
        in client.post("event_templates.save", {"name": "Job dating"}, event_id=event.id).errors
    )
    template = db.session.scalars(select(Event).where(Event.template != "")).one()
    assert "Job dating" in client.get("event_templates.index").text
    assert len(client.get("events.index").select("tbody tr")) == 1
    assert client.get("events.show", event_id=template.id).status == 404
    sent: dict[str, Any] = {
        "title": "Job dating de mai",
        "day": "2027-05-04",
        "starts": "9 h",
        "with_guests": "y",
    }
    page = client.follow(client.post("event_templates.use", sent, event_id=template.id))
    assert page.h1.startswith("Job dating de mai")
    assert "4 mai 2027, de 9 h à 12 h" in page.text.replace("\u00a0", " ")
    client.follow(client.post("event_templates.remove", {"form_key": "x"}, event_id=template.id))
    assert db.session.scalar(select(Event.id).where(Event.template != "")) is None


def test_nobody_copies_another_bodys_event(client: Client) -> None:
    event = make_event(starts_at=now(), ends_at=now() + timedelta(hours=1))
    client.as_role(Role.FACILITATOR)

    assert client.get("event_templates.copy", event_id=event.id).status == 404
    assert isinstance(event.kind, Word)
