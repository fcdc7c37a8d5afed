"""The return of an event: found from the employments and the ledger, never typed."""

from datetime import date
from decimal import Decimal

from facilitator.access import Role
from tests.conftest import Client
from tests.factories import add, make_body, make_organisation
from tests.factories_contracts import make_commitment
from tests.factories_events import at, make_company_guest, make_event, make_guest
from tests.factories_hours import make_employment, make_participant
from worksites.events.guests.rules import Coming
from worksites.events.models import EventCost
from worksites.events.returns.queries import found_for
from worksites.events.returns.rules import returned
from worksites.events.rounds.models import EventMeeting
from worksites.events.rounds.rules import MeetingResult

DAY = date(2026, 3, 12)


def test_a_hire_and_its_event_find_each_other(client: Client) -> None:
    body, company = make_body(), make_organisation(name="Toitures du Puy")
    event = make_event(body, title="Job dating couverture", starts_at=at(9, 0, DAY), ends_at=at(12, 0, DAY))
    add(EventCost(event=event, label="Salle", planned=Decimal("400.00"), spent=Decimal("350.00")))
    there = make_company_guest(event, company, coming=Coming.PRESENT)
    person = make_participant(body, given_name="Nadia", family_name="Ferhat")
    guest = make_guest(event, person, coming=Coming.PRESENT)
    make_guest(event, coming=Coming.ABSENT)
    meeting = {"event": event, "person": guest, "company": there, "result": MeetingResult.SEE_AGAIN}
    add(EventMeeting(body_id=body.id, **meeting))
    hired = {"employer": company, "employer_id": company.id, "starts_on": date(2026, 4, 1)}
    make_employment(participant=person, body_id=body.id, **hired)
    figures = returned(*found_for(body.id, [event])[event.id])
    assert (figures.listed, figures.came, figures.met, figures.hired, figures.hired_here) == (2, 1, 1, 1, 1)
    assert figures.cost_per_hire == Decimal("350.00")

    client.as_role(Role.FACILITATOR, body)
    page = client.get("event_returns.show", event_id=event.id)
    assert "À réinviter : 1 embauche" in page.text
    assert "Nadia Ferhat" in page.text
    assert "350,00 €" in page.text or "350 €" in page.text
    assert "Toitures du Puy" in client.get("event_returns.index").text
    assert "Ce qu’il en est sorti" in client.get("events.show", event_id=event.id).text
    file = client.get("event_returns.show_file", event_id=event.id, part="embauches", ending="csv")
    assert "Nadia Ferhat" in file.text


def test_an_event_to_come_has_nothing_to_count(client: Client) -> None:
    body = make_body()
    event = make_event(body, starts_at=at(9, 0, date(2031, 1, 7)), ends_at=at(12, 0, date(2031, 1, 7)))
    client.as_role(Role.FACILITATOR, body)
    assert "Rien à compter encore" in client.get("event_returns.show", event_id=event.id).text
    assert "Aucun événement passé" in client.get("event_returns.index").text


def test_another_body_s_employment_is_no_hire_of_ours(client: Client) -> None:
    body = make_body()
    event = make_event(body, starts_at=at(9, 0, DAY), ends_at=at(12, 0, DAY))
    person = make_participant(body)
    make_guest(event, person, coming=Coming.PRESENT)
    make_employment(make_commitment(), participant=person, starts_on=date(2026, 4, 1))
    found = found_for(body.id, [event])[event.id]
    assert returned(*found).hired == 0
