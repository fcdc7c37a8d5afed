"""What is held around a date: rooms, organisers, companies, the same public; nothing of another body."""

from datetime import timedelta

from flask import Flask

from facilitator.access import Asker, Role
from facilitator.accounts.models import Organisation, User
from geiq.cohorts.rules import EnrolmentState
from tests.factories import add, make_body, make_organisation, make_user
from tests.factories_cohorts import make_cohort, make_enrolment
from tests.factories_events import DAY, at, make_company_guest, make_event, make_guest, make_venue
from tests.factories_hours import make_participant
from worksites.events.dates.queries import around, sought_of
from worksites.events.dates.rules import Clash, clashes
from worksites.events.guests.rules import GuestState
from worksites.events.models import Event, EventOrganiser, EventTrade
from worksites.events.rules import EventState

ROOF = "Couverture (F1610)"


def us(body: Organisation, user: User | None = None) -> Asker:
    """A facilitator of the body."""
    return Asker((user or make_user()).id, 1, Role.FACILITATOR, body.id, "Essai", body.name)


def found(app: Flask, asker: Asker, event: Event) -> dict[Clash, str]:
    """What stands against an event where it is, seen from a month before."""
    with app.test_request_context():
        known = around(asker, sought_of(event), DAY, DAY)
    told = clashes(event.starts_at, event.ends_at, known, DAY - timedelta(days=60))
    return {one.clash: one.sentence for one in told}


def test_a_room_an_organiser_and_a_company_are_held_by_another_event(app: Flask) -> None:
    body, user, company = make_body(), make_user(), make_organisation()
    hall = make_venue(body)
    one, other = (make_event(body, venue=hall, title=title) for title in ("Étancheurs", "Façadiers"))
    other.starts_at, other.ends_at = at(11), at(13)
    for event in (one, other):
        add(EventOrganiser(event_id=event.id, user_id=user.id))
        make_company_guest(event, company)

    told = found(app, us(body), one)
    assert set(told) == {Clash.ROOM, Clash.ORGANISER, Clash.COMPANY}
    assert "Façadiers" in told[Clash.ROOM]
    one.room, other.room = "Salle A", "Salle B"
    assert Clash.ROOM not in found(app, us(body), one)
    other.room = ""
    assert Clash.ROOM in found(app, us(body), one), "the whole venue takes each of its rooms"
    other.state = EventState.CANCELLED
    assert found(app, us(body), one) == {}


def test_a_company_that_said_no_is_free(app: Flask) -> None:
    body, company = make_body(), make_organisation()
    one, other = make_event(body), make_event(body)
    make_company_guest(one, company)
    refused = make_company_guest(other, company)
    assert Clash.COMPANY in found(app, us(body), one)
    refused.state = GuestState.NOT_COMING
    assert Clash.COMPANY not in found(app, us(body), one)


def test_the_same_trade_or_the_same_people_are_the_same_public(app: Flask) -> None:
    body = make_body()
    one, other = make_event(body), make_event(body)
    assert found(app, us(body), one) == {}
    person = make_participant(body)
    for event in (one, other):
        make_guest(event, person)
    assert Clash.PUBLIC in found(app, us(body), one)
    third, fourth = make_event(body), make_event(body)
    for event in (third, fourth):
        add(EventTrade(event_id=event.id, trade=ROOF))
    assert Clash.PUBLIC in found(app, us(body), third)


def test_guests_in_training_are_counted(app: Flask) -> None:
    body = make_body()
    event = make_event(body)
    cohort = make_cohort(
        body, name="POEC", starts_on=DAY - timedelta(days=9), ends_on=DAY + timedelta(days=9)
    )
    for _ in range(3):
        make_guest(event, make_enrolment(cohort, state=EnrolmentState.ENTERED).participant)
    make_guest(event)
    assert found(app, us(body), event)[Clash.TRAINING].startswith("3\xa0invités en formation")


def test_another_body_holds_nothing_here(app: Flask) -> None:
    hall, user = make_venue(), make_user()
    body = make_body()
    one, other = make_event(body, venue=hall), make_event(venue=hall)
    for event in (one, other):
        add(EventOrganiser(event_id=event.id, user_id=user.id))
    assert found(app, us(body), one) == {}
