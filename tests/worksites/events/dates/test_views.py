"""Finding a date on the pages: for an event to come, for one that moves; the calendar shows both."""

from datetime import date, time, timedelta

from facilitator.access import Role
from facilitator.clock import today
from facilitator.db import db
from tests.conftest import Client
from tests.factories import make_body
from tests.factories_events import make_event, make_slot, make_venue
from tests.factories_sites import make_phase, make_worksite
from worksites.events.models import Event
from worksites.events.when_rules import local, moment


def test_a_proposal_leads_to_the_form_of_a_new_event_already_filled(client: Client) -> None:
    body = make_body()
    hall = make_venue(body, postcode="63100")
    client.as_role(Role.FACILITATOR, body)
    asked = {
        "kind": "job_dating",
        "trades": "Couverture (F1610)",
        "venue_id": str(hall.id),
        "worksite_id": "0",
        "first": (today() + timedelta(days=30)).isoformat(),
        "last": (today() + timedelta(days=90)).isoformat(),
        "minutes": "180",
    }
    page = client.get("event_dates.search", **asked)
    first = page.select("ol.proposals > li")[0]
    assert "jours ouvrés pour inviter" in first.get_text()
    form = client.fetch(str(first.select("a.button")[0]["href"]))
    assert form.one("#venue_id option[selected]")["value"] == str(hall.id)
    assert form.one("#starts")["value"] == "09:00"
    assert form.one("#trades")["value"] == "Couverture (F1610)"


def test_an_event_moves_to_a_proposal_with_its_slots(client: Client) -> None:
    body = make_body()
    event = make_event(body, starts_at=moment(*_at(10, 9)), ends_at=moment(*_at(10, 12)))
    make_slot(event, starts_at=moment(*_at(10, 9)), ends_at=moment(*_at(10, 10)))
    client.as_role(Role.FACILITATOR, body)
    page = client.get("event_dates.propose", event_id=event.id)
    button = page.select("ol.proposals form")[0]
    sent = {
        one["name"]: one["value"]
        for one in button.select("input[type=hidden]")
        if one["name"] != "csrf_token"
    }
    client.post("event_dates.take", sent, event_id=event.id)

    moved = db.session.get_one(Event, event.id)
    assert local(moved.starts_at).date().isoformat() == sent["day"]
    assert moved.slots[0].starts_at == moved.starts_at
    assert moved.sequence == 1
    stale = client.follow(client.post("event_dates.take", sent, event_id=event.id))
    assert "Quelqu’un a modifié cet événement" in stale.text


def test_a_refused_wish_says_why_and_keeps_what_was_typed(client: Client) -> None:
    client.as_role(Role.FACILITATOR)
    asked = {"first": "2027-03-02", "last": "2027-03-01", "minutes": "180", "kind": "job_dating"}
    page = client.get("event_dates.search", **asked, worksite_id="0", venue_id="0")
    assert "Le dernier jour vient avant le premier." in page.errors
    assert page.one("#minutes")["value"] == "180"


def test_the_calendar_shows_the_events_of_its_days_in_each_view(client: Client) -> None:
    body = make_body()
    site = make_worksite(body, name="La Gauthière")
    make_phase(site, starts_on=today(), ends_on=today() + timedelta(days=40))
    times = {"starts_at": moment(*_at(0, 9)), "ends_at": moment(*_at(0, 12))}
    event = make_event(body, title="Job dating", worksite=site, **times)
    make_event(title="D’ailleurs", **times)
    client.as_role(Role.FACILITATOR, body)
    for view in ("mois", "semaine", "agenda", "frise"):
        page = client.get("event_calendar.show", view=view)
        assert f"/evenements/{event.id}" in str(page.one("main"))
        assert "D’ailleurs" not in page.text
    assert "Maçonnerie" in client.get("event_calendar.show", view="frise").text
    later = client.get("event_calendar.show", view="mois", jour="2031-05-05")
    assert "mai 2031" in later.h1
    assert later.select(".calendar-entry") == []
    assert client.get("event_calendar.show", view="annee").status == 404


def _at(days: int, hour: int) -> tuple[date, time]:
    return today() + timedelta(days=days), time(hour)
