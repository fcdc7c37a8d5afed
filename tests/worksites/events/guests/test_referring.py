"""A structure proposes people by a link limited to one event, and sees only those whom it proposed."""

import re

import pytest
from sqlalchemy import select

from facilitator.access import Role
from facilitator.accounts.models import Membership, Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.accounts.tasklinks.models import TaskLink
from facilitator.accounts.tasklinks.queries import link_of, open_task
from facilitator.clock import now
from facilitator.db import db
from facilitator.mail.models import OutboxMessage
from tests.conftest import Client, keep
from tests.factories import add, make_body, make_contact, make_meeting, make_organisation
from tests.factories_events import make_event, make_guest, soon
from tests.factories_hours import make_participant
from worksites.events.guests.models import EventGuest
from worksites.events.guests.referring.models import EventReferrer
from worksites.events.guests.referring.queries import renew
from worksites.events.guests.rules import GuestState
from worksites.events.models import Event

NEW = {"given_name": "Awa", "family_name": "Diallo", "phone": "06 12 34 56 78", "language": "fr"}


@pytest.fixture
def me(client: Client) -> Membership:
    return client.as_role(Role.FACILITATOR, make_body())


@pytest.fixture
def event(me: Membership) -> Event:
    body = db.session.get_one(Organisation, me.organisation_id)
    return make_event(body, title="Job dating des toits", **soon())


@pytest.fixture
def partner(event: Event) -> Organisation:
    row = make_organisation(OrganisationKind.REFERRER, name="Mission locale d’essai")
    make_contact(row, email="conseil@essai.example")
    make_meeting(db.session.get_one(Organisation, event.body_id), row)
    return row


def by_link(client: Client) -> Client:
    """A browser that has opened the last link sent."""
    text = db.session.scalars(select(OutboxMessage.text).order_by(OutboxMessage.id.desc())).first()
    pointer = re.search(r"/d/(\S+)", text or "")
    assert pointer, text
    link = link_of(pointer[1])
    assert link
    token = open_task(link)
    keep()
    visitor = Client(client.app, client.app.test_client())
    with visitor.web.session_transaction() as session:
        session["task"], session["task_seen"] = token, int(now().timestamp())
    return visitor


def proposed() -> EventGuest:
    return db.session.scalars(select(EventGuest).order_by(EventGuest.id.desc())).first()  # type: ignore[return-value]


def test_a_referrer_without_account_proposes_for_one_event_and_sees_its_own(
    client: Client, event: Event, partner: Organisation
) -> None:
    other = make_event(db.session.get_one(Organisation, event.body_id), title="Autre événement", **soon())
    hidden = make_guest(event, make_participant(body_id=event.body_id, family_name="CACHÉE"))
    data = {"form_key": "a", "organisation": str(partner.id)}
    for one in (event, other):
        assert client.post("referrers.send", data | {"form_key": one.uid}, event_id=one.id).status == 302
    client.post("referrers.send", data | {"form_key": "last"}, event_id=event.id)
    visitor = by_link(client)

    page = visitor.follow(visitor.get("referrals.index"))
    assert page.h1 == "Job dating des toits"
    assert hidden.participant is not None
    assert "CACHÉE" not in page.html
    assert visitor.get("referrals.show", event_id=other.id).status == 404
    for key in ("x", "x"):
        sent = visitor.post("referrals.send", NEW | {"form_key": key}, event_id=event.id)
    assert "Awa Diallo" in visitor.follow(sent).text.replace("DIALLO", "Diallo")
    guest = proposed()
    assert (guest.state, guest.proposed_by_id, guest.phone) == (
        GuestState.SUGGESTED, partner.id, "+33612345678",
    )  # fmt: skip
    nir = NEW | {"form_key": "n", "family_name": "185057800608491"}
    assert visitor.post("referrals.send", nir, event_id=event.id).status == 422
    assert len(db.session.scalars(select(EventGuest)).all()) == 2


@pytest.mark.parametrize(
    ("verdict", "state"),
    [("referral_same", GuestState.PROPOSED), ("referral_new", GuestState.PROPOSED),
     ("referral_name", GuestState.PROPOSED), ("referral_decline", GuestState.DECLINED)],
)  # fmt: skip
def test_a_facilitator_decides_and_duplicates_are_shown(
    client: Client, event: Event, partner: Organisation, verdict: str, state: GuestState
) -> None:
    known = make_participant(
        body_id=event.body_id, family_name="Diallo", given_name="Awa", phone="+33612345678"
    )
    values = {"body_id": event.body_id, "event_id": event.id, "organisation_id": partner.id}
    add(EventReferrer(asked_at=now(), **values))
    facilitator = client.as_role(Role.PARTNER, partner)
    assert facilitator
    client.post("referrals.send", NEW | {"form_key": "p"}, event_id=event.id)
    client.as_role(Role.FACILITATOR, db.session.get_one(Organisation, event.body_id))
    guest_id = proposed().id
    assert "1\u00a0personne proposée à un événement" in client.get("home.index").html
    page = client.get("referrers.judge", event_id=event.id, guest_id=guest_id)
    assert [tag["value"] for tag in page.select("input[name=person]")] == [str(known.id)]
    data = {"form_key": "d", "verdict": verdict, "remark": ""}
    if verdict == "referral_same":
        data["person"] = str(known.id)
    ask = {"event_id": event.id, "guest_id": guest_id}
    answer = client.post("referrers.settle", data, **ask)
    if state is GuestState.DECLINED:
        assert answer.status == 422
        client.post("referrers.settle", data | {"form_key": "e", "remark": "Complet"}, **ask)
    guest = proposed()
    assert guest.state is state
    assert (guest.participant_id is None) is (verdict in ("referral_name", "referral_decline"))
    assert (guest.participant_id == known.id) is (verdict == "referral_same")
    client.as_role(Role.PARTNER, partner)
    page = client.get("referrals.show", event_id=event.id)
    assert ("Complet" in page.text) is (state is GuestState.DECLINED)


def test_an_account_picks_among_those_it_follows_and_another_partner_sees_nothing(
    client: Client, event: Event, partner: Organisation
) -> None:
    values = {"body_id": event.body_id, "event_id": event.id, "organisation_id": partner.id}
    add(EventReferrer(asked_at=now(), **values))
    mine = make_participant(body_id=event.body_id, family_name="SUIVIE", referrer_id=partner.id)
    make_participant(body_id=event.body_id, family_name="AILLEURS")
    client.as_role(Role.PARTNER, partner)
    page = client.get("referrals.show", event_id=event.id)
    assert "SUIVIE" in page.text
    assert "AILLEURS" not in page.html
    data = {"form_key": "q", "participant": str(mine.id), "language": "uk"}
    client.post("referrals.send", data, event_id=event.id)
    assert (proposed().participant_id, proposed().language) == (mine.id, "uk")
    again = client.post("referrals.send", data | {"form_key": "r"}, event_id=event.id)
    assert (again.status, "déjà sur la liste" in again.errors) == (422, True)
    client.as_role(Role.PARTNER)
    assert client.get("referrals.show", event_id=event.id).status == 404


def test_an_expired_link_is_sent_again_once_a_day(
    client: Client, event: Event, partner: Organisation
) -> None:
    client.post("referrers.send", {"form_key": "z", "organisation": str(partner.id)}, event_id=event.id)
    first = db.session.scalars(select(TaskLink)).one()
    for _ in range(2):
        renew(first.id)
    keep()
    links = db.session.scalars(select(TaskLink).order_by(TaskLink.id)).all()
    assert len(links) == 2
    assert db.session.scalars(select(EventReferrer)).one().link_id == links[1].id
