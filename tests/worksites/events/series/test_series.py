"""A series: its days, holidays said, what follows changed or cancelled with it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from facilitator.db import db
from facilitator.words import RuleBroken
from tests.conftest import Client
from tests.factories_events import at, make_event, make_slot
from tests.worksites.events.test_views import body_of
from worksites.events.models import Event
from worksites.events.rules import EventState
from worksites.events.series.rules import MOST, Every, series_days
from worksites.events.when_rules import local

FIRST = date(2027, 3, 4)
"""The first Thursday of March."""


@pytest.mark.parametrize(
    ("first", "every", "step", "times", "until", "days"),
    [
        (FIRST, Every.WEEKS, 1, 2, None, ["2027-03-11", "2027-03-18"]),
        (FIRST, Every.WEEKS, 2, None, date(2027, 4, 1), ["2027-03-18", "2027-04-01"]),
        (FIRST, Every.WEEKS, 1, 9, date(2027, 3, 12), ["2027-03-11"]),
        (FIRST, Every.SAME_DAY, 1, 2, None, ["2027-04-04", "2027-05-04"]),
        (date(2027, 1, 31), Every.SAME_DAY, 1, 2, None, ["2027-03-31", "2027-05-31"]),
        (FIRST, Every.SAME_RANK, 1, 3, None, ["2027-04-01", "2027-05-06", "2027-06-03"]),
        (date(2027, 3, 29), Every.SAME_RANK, 1, 2, None, ["2027-05-31", "2027-08-30"]),
        (date(2027, 11, 4), Every.SAME_RANK, 2, 1, None, ["2028-01-06"]),
    ],
)
def test_the_days_of_a_series(
    first: date, every: Every, step: int, times: int | None, until: date | None, days: list[str]
) -> None:
    assert [one.isoformat() for one in series_days(first, every, step, times, until)] == days


@pytest.mark.parametrize(
    ("step", "times", "until", "field"),
    [
        (0, 2, None, "step"), (53, 2, None, "step"), (1, None, None, "times"), (1, 0, None, "times"),
        (1, MOST + 1, None, "times"), (1, None, FIRST, "until"),
        (1, None, FIRST + timedelta(days=3), "until"),
    ],
)  # fmt: skip
def test_a_series_that_cannot_be_is_refused_on_its_field(
    step: int, times: int | None, until: date | None, field: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        series_days(FIRST, Every.WEEKS, step, times, until)

    assert refused.value.field == field


def test_a_series_never_runs_past_three_years() -> None:
    assert len(series_days(FIRST, Every.WEEKS, 1, None, date(2099, 1, 1))) == MOST
    assert series_days(FIRST, Every.WEEKS, 52, MOST, None)[-1] < FIRST + timedelta(days=3 * 366 + 1)


def series_of(event: Event) -> list[Event]:
    """The events of a series, in their order."""
    found = select(Event).where(Event.series == event.series).order_by(Event.starts_at)
    return list(db.session.scalars(found))


def test_a_series_is_seen_before_it_is_made_and_holidays_are_said(client: Client) -> None:
    event = make_event(
        body_of(client), starts_at=at(9, day=date(2027, 4, 22)), ends_at=at(12, day=date(2027, 4, 22))
    )
    make_slot(event, starts_at=at(9, day=date(2027, 4, 22)), ends_at=at(10, day=date(2027, 4, 22)))
    sent = {"step": "1", "every": "weeks", "times": "3"}

    page = client.follow(client.post("event_series.plan", sent, event_id=event.id))

    assert "jeudi 6 mai 2027 (férié, Ascension" in page.text.replace("\u00a0", " ")
    ticked = [one["value"] for one in page.select("input[name=days][checked]")]
    assert ticked == ["2027-04-29", "2027-05-13"]
    kept = {"days": ticked, "with_guests": "y"}
    address = {"event_id": event.id, "jour": ["2027-04-29", "2027-05-06", "2027-05-13"]}
    client.follow(client.post("event_series.keep", kept, **address))
    client.follow(client.post("event_series.keep", kept, **address))
    held = series_of(event)
    assert [local(one.starts_at).date().isoformat() for one in held] == ["2027-04-22", *ticked]
    assert all(len(one.slots) == 1 for one in held)
    assert {local(one.starts_at).hour for one in held} == {9}


def test_those_to_come_change_and_are_cancelled_together(client: Client) -> None:
    body = body_of(client)
    days = [date(2037, 3, 18), date(2037, 3, 25), date(2037, 4, 1)]
    first, second, third = (
        make_event(body, series="s", starts_at=at(9, day=on), ends_at=at(12, day=on), title="Avant")
        for on in days
    )
    moved = {"day": "2037-03-26", "starts": "14:00", "ends": "17:00", "venue_id": "0", "whole": "y"}

    client.follow(
        client.post("events.when", moved | {"shown_version": str(second.version)}, event_id=second.id)
    )

    assert [local(one.starts_at).strftime("%d/%m %H") for one in (first, second, third)] == [
        "18/03 09", "26/03 14", "02/04 14",
    ]  # fmt: skip
    sheet = {"kind": "job_dating", "title": "Après", "operation_id": "0", "worksite_id": "0", "whole": "y"}
    sent = sheet | {"meeting_minutes": "10", "shown_version": str(second.version)}
    client.follow(client.post("events.edit", sent, event_id=second.id))
    assert [one.title for one in (first, second, third)] == ["Avant", "Après", "Après"]
    alone = client.post("event_life.cancel", {"reason": "Grève"}, event_id=first.id)
    assert alone.location
    assert second.state is EventState.ANNOUNCED
    client.post("event_life.cancel", {"reason": "Grève", "whole": "y"}, event_id=second.id)
    assert {one.state for one in series_of(second)} == {EventState.CANCELLED}
