"""The events on the page: five lines make one, its page says what lacks, each reads its part."""

from datetime import timedelta

from sqlalchemy import func, select

from facilitator.access import Role
from facilitator.accounts.models import Organisation
from facilitator.clock import now, today
from facilitator.db import db
from tests.conftest import Client
from tests.factories import make_body, make_user
from tests.factories_contracts import make_contract, make_operation
from tests.factories_events import make_company_guest, make_event, make_guest, make_slot, make_venue
from tests.factories_sites import make_worksite, make_worksite_share
from worksites.events.models import Event, EventOrganiser
from worksites.events.rules import EventKind, EventState, GuestKind
from worksites.events.when_rules import local

DAY = today() + timedelta(days=60)
SHORT = {
    "kind": "job_dating",
    "trades": "F1610 ; étancheur",
    "worksite_id": "0",
    "day": DAY.isoformat(),
    "starts": "09:00",
    "ends": "12 h 30",
    "venue_id": "0",
    "venue_name": "Maison de quartier de La Gauthière",
}


def body_of(client: Client) -> Organisation:
    """Sign in as a facilitator; her body."""
    found = db.session.get(Organisation, client.as_role(Role.FACILITATOR).organisation_id)
    assert found is not None
    return found


def made() -> Event:
    """The one event."""
    return db.session.scalars(select(Event)).one()


def test_five_lines_make_a_job_dating_and_its_page_says_what_remains(client: Client) -> None:
    body_of(client)
    key = client.get("events.create").one("input[name=form_key]")["value"]

    first = client.post("events.create", SHORT | {"form_key": key})
    second = client.post("events.create", SHORT | {"form_key": key})

    assert first.location == second.location
    event = made()
    assert event.title.replace("\u00a0", " ").startswith("Job dating : ")
    assert [one.trade for one in event.trades][1] == "étancheur"
    assert (local(event.starts_at).hour, local(event.ends_at).minute) == (9, 30)
    assert event.venue is not None
    assert len(event.organisers) == 1
    assert len(event.tasks) > 5
    page = client.follow(first)
    assert "Annoncer l’événement" in page.text
    assert "Vérifiez si le lieu est accessible" in page.text


def test_what_is_refused_keeps_what_was_typed(client: Client) -> None:
    body_of(client)

    page = client.post("events.create", SHORT | {"ends": "08:00"})

    assert page.status == 422
    assert "La fin vient après 9" in page.errors
    assert page.one("input[name=venue_name]")["value"] == SHORT["venue_name"]
    assert db.session.scalar(select(func.count()).select_from(Event)) == 0


def test_moving_an_event_moves_its_slots_and_its_sequence(client: Client) -> None:
    event = make_event(body_of(client), starts_at=now(), ends_at=now() + timedelta(hours=3))
    slot = make_slot(event, starts_at=event.starts_at, ends_at=event.starts_at + timedelta(minutes=30))
    sequence, offset = event.sequence, slot.ends_at - event.starts_at
    sent = {"day": DAY.isoformat(), "starts": "14:00", "ends": "17:00", "venue_id": "0"}

    client.follow(client.post("events.when", sent | {"shown_version": str(event.version)}, event_id=event.id))

    assert event.sequence == sequence + 1
    assert local(event.starts_at).hour == 14
    assert slot.starts_at == event.starts_at
    assert slot.ends_at - event.starts_at == offset
    past = sent | {"day": "2026-01-05", "shown_version": str(event.version)}
    assert "à une date à venir" in client.post("events.when", past, event_id=event.id).errors
    short = sent | {"ends": "14:20", "shown_version": str(event.version)}
    assert "dépasse l’événement" in client.post("events.when", short, event_id=event.id).errors


def test_what_somebody_else_changed_is_not_overwritten(client: Client) -> None:
    event = make_event(body_of(client))
    sent = {"kind": "job_fair", "title": "Forum", "operation_id": "0", "worksite_id": "0"}
    stale = sent | {"meeting_minutes": "10", "shown_version": str(event.version - 1)}

    page = client.post("events.edit", stale, event_id=event.id)

    assert page.status == 409
    assert page.one("input[name=title]")["value"] == "Forum"
    fresh = stale | {"shown_version": page.one("input[name=shown_version]")["value"]}
    client.follow(client.post("events.edit", fresh, event_id=event.id))
    assert event.kind is EventKind.JOB_FAIR


def test_an_event_is_announced_held_or_cancelled_and_stays_seen(client: Client) -> None:
    body = body_of(client)
    soon = now() + timedelta(days=9)
    event = make_event(
        body, state=EventState.PREPARED, kind=EventKind.INFORMATION, starts_at=soon,
        ends_at=soon + timedelta(hours=2),
    )  # fmt: skip

    refused = client.follow(client.post("event_life.announce", event_id=event.id))
    assert "Choisissez un lieu ou un chantier." in refused.text
    assert event.state is EventState.PREPARED
    event.venue = make_venue(body)
    event.organisers.append(EventOrganiser(user=make_user()))
    db.session.flush()
    client.follow(client.post("event_life.announce", event_id=event.id))
    assert event.state is EventState.ANNOUNCED
    client.follow(client.post("event_life.hold", event_id=event.id))
    assert event.state is EventState.ANNOUNCED
    assert "Dites pourquoi" in client.post("event_life.cancel", {}, event_id=event.id).errors
    page = client.follow(client.post("event_life.cancel", {"reason": "Salle fermée"}, event_id=event.id))
    assert "Salle fermée" in page.text
    assert event.state is EventState.CANCELLED
    assert event.title in client.get("events.index", etat="event_cancelled").text


def test_a_company_reads_its_part_and_a_buyer_counts(client: Client) -> None:
    body, company = make_body(), client.as_role(Role.DECLARANT)
    event = make_event(body, notes="Attention au budget", told="Venez avec un CV")
    make_company_guest(event, db.session.get(Organisation, company.organisation_id))
    person = make_guest(event)
    hidden = make_event(body, state=EventState.PREPARED)
    make_company_guest(hidden, db.session.get(Organisation, company.organisation_id))

    page = client.get("events.show", event_id=event.id)
    assert "Venez avec un CV" in page.text
    assert "budget" not in page.text
    assert person.shown_name not in page.text
    assert client.get("events.show", event_id=hidden.id).status == 404

    buyer = client.as_role(Role.BUYER_READER)
    site = make_worksite(body)
    make_worksite_share(site, make_contract(body, buyer=db.session.get(Organisation, buyer.organisation_id)))
    event.worksite = site
    db.session.flush()
    page = client.get("events.show", event_id=event.id)
    assert "Candidats attendus" in page.text
    assert "Venez avec un CV" not in page.text
    assert client.get("events.show", event_id=hidden.id).status == 404


def test_the_list_filters_by_what_waits(client: Client) -> None:
    body = body_of(client)
    soon = now() + timedelta(days=3)
    few = make_event(body, title="Peu de monde", starts_at=soon, ends_at=soon + timedelta(hours=2))
    past = make_event(body, title="Forum de Riom", starts_at=now() - timedelta(days=2), ends_at=now())
    make_guest(past)
    make_guest(past, kind=GuestKind.PERSON)

    assert few.title in client.get("events.index", afaire="few_guests").text
    assert "Forum de Riom" not in client.get("events.index", afaire="few_guests").text
    assert "Forum de Riom" in client.get("events.index", afaire="unfilled").text
    assert "Forum de Riom" in client.get("events.index", afaire="unsaid", moment="passes").text
    assert len(client.get("events.index", du=today().isoformat()).select("tbody tr")) == 2
    assert "événement proche avec peu d’inscrits" in client.get("home.index").text


def test_a_worksite_and_its_programme_show_their_events(client: Client) -> None:
    body = body_of(client)
    operation = make_operation(body)
    site = make_worksite(body, operation_id=operation.id)
    make_event(body, title="Forum des métiers", worksite=site, operation=operation)

    assert "Forum des métiers" in client.get("worksites.show", worksite_id=site.id).text
    assert "Forum des métiers" in client.get("operations.show", operation_id=operation.id).text
    assert "Forum des métiers" in client.get("events.index", chantier=site.id, programme=operation.id).text


def test_an_event_and_its_venue_are_found_by_the_search_box(client: Client) -> None:
    body = body_of(client)
    make_event(body, title="Job dating des étancheurs", venue=make_venue(body, name="Salle Camille-Claudel"))
    make_event(title="Job dating d’ailleurs")

    assert "Job dating des étancheurs" in client.get("home.search", q="etancheur").text
    assert "Salle Camille-Claudel" in client.get("home.search", q="claudel").text
    assert "ailleurs" not in client.get("home.search", q="ailleurs dating").text.replace(
        "« ailleurs dating »", ""
    )
