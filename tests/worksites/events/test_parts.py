"""The parts of an event’s page: slots, checklist, places, day, budget, organisers, companies, jobs."""

from datetime import timedelta
from decimal import Decimal

from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.clock import now, today
from facilitator.db import db
from tests.conftest import Client
from tests.factories import make_meeting, make_membership, make_organisation
from tests.factories_events import at, make_company_guest, make_event, make_guest, make_slot
from tests.worksites.events.test_views import body_of
from worksites.events.guests.models import EventGuest
from worksites.events.models import Event, EventTask
from worksites.events.rules import EventKind, GuestKind
from worksites.events.when_rules import local

HALF_HOURS = {"starts": "09:00", "ends": "12:00", "minutes": "30", "rest": "0", "seats": "8"}


def test_half_hours_are_generated_and_one_that_is_chosen_stays(client: Client) -> None:
    event = make_event(body_of(client))

    page = client.follow(client.post("event_slots.generate", HALF_HOURS, event_id=event.id))

    assert len(event.slots) == 6
    assert "9 h – 9 h 30" in page.text.replace("\u00a0", " ")
    make_guest(event, slot=event.slots[0])
    refused = client.post("event_slots.generate", HALF_HOURS | {"instead": "y"}, event_id=event.id)
    assert "il ne se supprime pas" in refused.errors
    assert len(event.slots) == 6
    moved = {"starts": "09:10", "ends": "09:40", "seats": "8"}
    assert (
        "ses heures ne changent plus"
        in client.post("event_slots.edit", moved, slot_id=event.slots[0].id).errors
    )
    client.follow(client.post("event_slots.remove", slot_id=event.slots[1].id))
    assert len(event.slots) == 5


def test_a_slot_left_by_who_said_no_may_go(client: Client) -> None:
    event = make_event(body_of(client))
    slot = make_slot(event)
    guest = make_guest(event, slot=slot, state="guest_not_coming")

    client.follow(client.post("event_slots.remove", slot_id=slot.id))

    assert event.slots == []
    assert guest.slot_id is None


def test_a_task_is_ticked_moved_and_late_ones_are_alerts(client: Client) -> None:
    soon = now() + timedelta(days=10)
    event = make_event(body_of(client), starts_at=soon, ends_at=soon + timedelta(hours=2))
    sent = {"label": "Réserver le car", "days": "20", "side": "before"}

    page = client.follow(client.post("event_tasks.add", sent, event_id=event.id))

    assert "En retard" in page.text
    assert "la préparation est en retard" in client.get("home.index").text
    (task,) = event.tasks
    client.follow(client.post("event_tasks.tick", {"done": "oui"}, task_id=task.id))
    assert task.done_on == today()
    client.follow(client.post("event_tasks.usual", event_id=event.id))
    assert len(db.session.get(EventTask, task.id).event.tasks) > 5


def test_places_hold_who_said_that_they_come(client: Client) -> None:
    event = make_event(body_of(client))
    make_guest(event)
    make_guest(event)

    refused = client.post("event_seats.edit", {"guest_person": "1"}, event_id=event.id)
    assert "2 invités viennent déjà." in refused.errors.replace("\u00a0", " ")
    sent = {"guest_person": "40", "closes_on": "2026-12-01", "closes": "18 h"}
    client.follow(client.post("event_seats.edit", sent, event_id=event.id))
    assert [(one.kind, one.seats) for one in event.seats] == [(GuestKind.PERSON, 40)]
    assert local(event.closes_at).hour == 18
    client.follow(client.post("event_seats.edit", {"guest_person": ""}, event_id=event.id))
    assert event.seats == []


def test_a_day_is_made_of_parts_inside_it(client: Client) -> None:
    event = make_event(body_of(client), kind=EventKind.DISCOVERY)
    sent = {
        "kind": "trade_shown", "title": "Solier-moquettiste", "day": "2026-12-03", "starts": "9h",
        "ends": "10h", "host_id": "0",
    }  # fmt: skip

    page = client.follow(client.post("event_stops.add", sent, event_id=event.id))

    assert "Métier montré" in page.text
    late = client.post("event_stops.edit", sent | {"ends": "13h"}, stop_id=event.stops[0].id)
    assert "dépasse l’événement" in late.errors


def test_a_budget_is_kept_to_the_cent(client: Client) -> None:
    event = make_event(body_of(client))

    sent = {"label": "Traiteur", "planned": "1 200,50", "spent": "1300"}
    page = client.follow(client.post("event_costs.add", sent, event_id=event.id))

    (cost,) = event.costs
    assert (cost.planned, cost.spent) == (Decimal("1200.50"), Decimal(1300))
    assert "dépassement de 99,50 €" in page.text.replace("\u00a0", " ")
    client.follow(client.post("event_costs.remove", cost_id=cost.id))
    assert db.session.get(Event, event.id).costs == []


def test_colleagues_hold_an_event_and_it_keeps_one_once_announced(client: Client) -> None:
    body = body_of(client)
    event = make_event(body)
    colleague = make_membership(Role.FACILITATOR, body).user_id

    client.follow(client.post("event_organisers.edit", {"people": [str(colleague)]}, event_id=event.id))

    assert [one.user_id for one in event.organisers] == [colleague]
    assert "au moins un" in client.post("event_organisers.edit", {}, event_id=event.id).errors
    assert client.get("events.index", organisateur="moi").select("tbody tr") == []


def test_a_company_brings_its_jobs_until_the_day(client: Client) -> None:
    body = body_of(client)
    event = make_event(body, starts_at=at(9) + timedelta(days=9000), ends_at=at(12) + timedelta(days=9000))
    company = make_organisation()
    make_meeting(body, company)

    sent = {"organisation_id": str(company.id)}
    client.follow(client.post("event_openings.add_company", sent, event_id=event.id))
    guest = db.session.query(EventGuest).one()
    asker = client.as_role(Role.DECLARANT)
    guest.organisation = db.session.get(Organisation, asker.organisation_id)
    db.session.flush()
    job = {"trade": "F1610", "seats": "3", "contract_type": "permanent", "commitment_id": "0"}
    page = client.follow(client.post("event_openings.add", job, guest_id=guest.id))

    assert "3 × Pose et restauration de couvertures (F1610)" in page.text
    event.starts_at = now() - timedelta(minutes=1)
    db.session.flush()
    late = client.post("event_openings.edit", job, opening_id=guest.openings[0].id)
    assert "dites vos changements" in late.errors


def test_a_company_never_writes_for_another(client: Client) -> None:
    event = make_event()
    asker = client.as_role(Role.DECLARANT)
    make_company_guest(event, db.session.get(Organisation, asker.organisation_id))
    other = make_company_guest(event)

    assert client.get("event_openings.add", guest_id=other.id).status == 404
    assert client.get("event_openings.edit", opening_id=other.openings[0].id).status == 404
    assert other.shown_name not in client.get("events.show", event_id=event.id).text


def test_a_venue_keeps_its_rooms_and_leaves_the_list_when_archived(client: Client) -> None:
    body_of(client)
    sheet = {"name": "Maison de quartier", "step_free": "step_free", "commune": "Riom", "seats": "80"}

    shown = client.post("venues.create", sheet)
    number = int(shown.location.rsplit("/", 1)[1])
    assert "porte déjà ce nom" in client.post("venues.create", sheet | {"name": "MAISON de quartier"}).errors
    page = client.follow(
        client.post("venues.add_room", {"name": "Salle 2", "step_free": "step_free"}, venue_id=number)
    )
    assert "Salle 2" in page.text
    client.follow(client.post("venues.archive", venue_id=number))
    assert "Maison de quartier" not in client.get("venues.index").text
    assert "Maison de quartier" in client.get("venues.index", archives="oui").text
