"""A list read, unticked, invited by mail; a slot chosen from the message; the list shows it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import select

from clauses.people.participants.models import Participant
from facilitator.access import Asker, Role
from facilitator.accounts.models import Membership, Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.db import db
from facilitator.feature import Feature
from facilitator.gatherings import GuestList, Invitee
from facilitator.mail.models import OutboxMessage
from facilitator.mail.rules import Channel
from tests.conftest import Client
from tests.factories import make_body, make_contact, make_meeting, make_organisation
from tests.factories_events import make_event, make_guest, make_slot, make_venue, soon
from tests.factories_hours import make_participant
from worksites.events.guests.exports import slot_label
from worksites.events.guests.models import EventGuest
from worksites.events.guests.rules import GuestState
from worksites.events.models import Event
from worksites.events.rules import EventState, GuestKind


@pytest.fixture
def me(client: Client) -> Membership:
    return client.as_role(Role.FACILITATOR, make_body())


@pytest.fixture
def event(me: Membership) -> Event:
    body = db.session.get_one(Organisation, me.organisation_id)
    make_contact(body, name="Accueil", phone="+33465710001")
    venue = make_venue(body, name="Maison de La Gauthière", access="Tram A, arrêt La Gauthière")
    row = make_event(body, title="Job dating des toits", venue_id=venue.id, **soon(10 * 24))
    make_slot(row, seats=1, starts_at=row.starts_at, ends_at=row.starts_at + timedelta(minutes=30))
    make_slot(row, seats=2, starts_at=row.ends_at - timedelta(minutes=30), ends_at=row.ends_at)
    return row


@contextmanager
def cohort(client: Client, people: list[Participant]) -> Iterator[str]:
    """A list that another feature offers."""
    ids = [one.id for one in people]

    def lists(asker: Asker) -> list[GuestList]:
        return [GuestList("cohort 7", "Cohorte étanchéité", "participant")] if asker.body_id else []

    def invitees(_asker: Asker, key: str) -> list[Invitee]:
        return [Invitee(one, "Cohorte étanchéité") for one in ids] if key == "cohort 7" else []

    features = client.app.extensions["features"]
    features.append(Feature("tried", guest_lists=lists, invitees=invitees))
    yield "cohort 7"
    features.pop()


def messages() -> list[OutboxMessage]:
    return list(db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


def link_in(message: OutboxMessage) -> str:
    found = re.search(r"/venir/\S+", message.text)
    assert found, message.text
    return found[0]


def guest_named(person: Participant) -> EventGuest:
    return db.session.scalars(select(EventGuest).where(EventGuest.participant_id == person.id)).one()


def test_a_cohort_is_invited_by_mail_and_each_chooses_her_slot(client: Client, event: Event) -> None:
    amina = make_participant(body_id=event.body_id, family_name="ZUHAL", email="amina@essai.example")
    omar = make_participant(body_id=event.body_id, family_name="OUALI", phone="+33612345678")
    left = make_participant(body_id=event.body_id, family_name="LAISSÉE", email="laissee@essai.example")
    event_id, people = event.id, [amina, omar, left]
    with cohort(client, people) as key:
        ask = {"event_id": event_id, "source": "source_list", "liste": key}
        page = client.get("guest_lists.choose", **ask)
        assert [len(page.select("input[name=choix][checked]")), messages()] == [3, []]
        assert "Cohorte étanchéité" in page.text
        data = {
            "form_key": page.one("input[name=form_key]")["value"],
            "choix": [f"person-{one.id}" for one in people[:2]],
            f"langue-person-{amina.id}": "ar",
        }
        there = client.post("guest_lists.send", data, **ask)
        assert client.post("guest_lists.send", data, **ask).location == there.location
    assert "2 invités" in client.follow(there).text

    mail, sms = messages()
    assert (mail.channel, mail.to, sms.channel, sms.to) == (
        Channel.MAIL, "amina@essai.example", Channel.SMS, "+33612345678",
    )  # fmt: skip
    assert "دعوة لك" in mail.subject
    assert 'dir="rtl"' in mail.html
    assert "Une invitation pour vous" in mail.text
    assert "Cohorte" not in mail.text + mail.html + sms.text
    assert len(sms.text) <= 459

    visitor = Client(client.app, client.app.test_client())
    page = visitor.fetch(link_in(mail))
    assert page.one("article.slip")["dir"] == "rtl"
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    assert page.response.headers["Cache-Control"] == "no-store"
    assert "noindex" in page.response.headers["X-Robots-Tag"]
    assert "ZUHAL" not in page.html
    assert guest_named(amina).state is GuestState.INVITED

    slot = event.slots[0]
    answered = visitor.send(link_in(mail), {"answer": "oui", "slot": str(slot.id)})
    assert visitor.follow(answered).status == 200
    assert (guest_named(amina).state, guest_named(amina).slot_id) == (GuestState.COMING, slot.id)
    page = client.get("guests.index", event_id=event_id)
    assert slot_label(event.slots[0], event) in page.text
    assert "ZUHAL" in page.text
    assert "LAISSÉE" not in page.text


def test_no_frees_the_place_and_the_first_who_waits_is_told(client: Client, event: Event) -> None:
    first, second, third = (
        make_guest(
            event,
            make_participant(body_id=event.body_id, email=f"personne{index}@essai.example"),
            state=GuestState.INVITED,
        )
        for index in range(3)
    )
    slot = str(event.slots[0].id)
    ids = [one.id for one in (first, second, third)]
    visitor = Client(client.app, client.app.test_client())
    for guest_id in ids:
        url = client.url("guests.resend", event_id=event.id, guest_id=guest_id)
        client.send(url, {"form_key": f"again-{guest_id}"})
    links = [link_in(one) for one in messages()]

    for link in links:
        visitor.send(link, {"answer": "oui", "slot": slot})
    states = [db.session.get_one(EventGuest, one).state for one in ids]
    assert states == [GuestState.COMING, GuestState.WAITING, GuestState.WAITING]
    assert "liste d’attente : 2" in visitor.fetch(links[2]).text.replace("\u00a0", " ")

    visitor.send(links[0], {"answer": "non"})
    states = [db.session.get_one(EventGuest, one).state for one in ids]
    assert states == [GuestState.WITHDRAWN, GuestState.COMING, GuestState.WAITING]
    assert messages()[-1].to == "personne1@essai.example"
    assert "Une place s’est libérée" in messages()[-1].text


def test_after_the_time_to_change_she_is_told_to_call(client: Client, event: Event) -> None:
    person = make_participant(body_id=event.body_id, email="tard@essai.example")
    event = make_event(db.session.get_one(Organisation, event.body_id), **soon(4))
    guest = make_guest(event, person, state=GuestState.INVITED)
    client.post("guests.resend", {"form_key": "k"}, event_id=event.id, guest_id=guest.id)
    link = link_in(messages()[0])
    visitor = Client(client.app, client.app.test_client())
    page = visitor.fetch(link)
    assert "04 65 71 00 01" in page.text.replace("\u00a0", " ")
    assert not page.select("form[action*=venir]")
    assert visitor.send(link, {"answer": "oui"}).status == 422
    assert guest_named(person).state is GuestState.INVITED


def test_a_prepared_event_writes_to_nobody_and_a_wrong_link_opens_nothing(
    client: Client, event: Event
) -> None:
    event.state = EventState.PREPARED
    make_participant(body_id=event.body_id, family_name="ATTEND", email="attend@essai.example")
    ask = {"event_id": event.id, "source": "source_one", "nom": "attend"}
    page = client.get("guest_lists.choose", **ask)
    data = {"form_key": "x", "choix": [page.one("input[name=choix]")["value"]]}
    client.post("guest_lists.send", data, **ask)
    assert (messages(), db.session.scalars(select(EventGuest)).one().state) == ([], GuestState.PROPOSED)
    visitor = Client(client.app, client.app.test_client())
    assert visitor.get("guest_answers.show", pointer="x" * 22).status == 404


def test_companies_and_people_are_found_by_name_and_the_taken_are_said(client: Client, event: Event) -> None:
    body = db.session.get_one(Organisation, event.body_id)
    company = make_organisation(OrganisationKind.COMPANY, name="Toitures du Sancy")
    make_contact(company, email="toits@essai.example")
    make_meeting(body, company)
    person = make_participant(body_id=event.body_id, family_name="SANCY", email="sancy@essai.example")
    make_guest(make_event(body, title="Autre rencontre", **soon(10 * 24)), person, state=GuestState.COMING)
    make_guest(event, make_participant(body_id=event.body_id, family_name="SANCY"), state=GuestState.MAYBE)

    page = client.get("guest_lists.choose", event_id=event.id, source="source_one", nom="sancy")

    assert "Autre rencontre" in page.text
    assert "Déjà sur la liste" in page.text
    assert [tag["value"] for tag in page.select("input[name=choix][checked]")] == [
        f"organisation-{company.id}"
    ]
    client.post(
        "guest_lists.send",
        {"form_key": "c", "choix": f"organisation-{company.id}"},
        event_id=event.id, source="source_one", nom="sancy",
    )  # fmt: skip
    guest = db.session.scalars(select(EventGuest).where(EventGuest.organisation_id == company.id)).one()
    assert (guest.kind, guest.state) == (GuestKind.COMPANY, GuestState.INVITED)
    assert messages()[0].to == "toits@essai.example"
