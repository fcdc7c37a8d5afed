"""An event planned for a cohort: its day is the cohort's, and what became of who came is counted."""

from datetime import date, time, timedelta

from facilitator.access import Role
from facilitator.clock import today
from facilitator.db import db
from geiq.cohorts.events.queries import ties_of
from geiq.cohorts.models import Cohort
from geiq.cohorts.rules import EnrolmentState
from tests.conftest import Client
from tests.factories import make_body
from tests.factories_cohorts import make_cohort, make_enrolment
from tests.factories_events import make_event, make_guest
from worksites.events.guests.rules import Coming
from worksites.events.record_queries import move_event
from worksites.events.rules import EventKind, EventState
from worksites.events.when_rules import moment


def test_an_information_meeting_gives_its_day_to_the_cohort_and_moves_it(client: Client) -> None:
    body = make_body()
    cohort = make_cohort(body, trade="Couverture (F1610)", information_on=None)
    client.as_role(Role.FACILITATOR, body)
    day = today() + timedelta(days=40)
    key = client.get("cohort_events.create", cohort_id=cohort.id).one("[name=form_key]")["value"]
    sent = {
        "kind": "information_meeting",
        "day": day.isoformat(),
        "starts": "09:30",
        "ends": "11:00",
        "venue_id": "0",
        "form_key": key,
    }
    client.post("cohort_events.create", sent, cohort_id=cohort.id)
    client.post("cohort_events.create", sent, cohort_id=cohort.id)

    ties = ties_of(cohort.id)
    assert len(ties) == 1, "the same form sent twice plans one event"
    event = ties[0].event
    assert [one.trade for one in event.trades] == ["Couverture (F1610)"]
    assert db.session.get_one(Cohort, cohort.id).information_on == day
    event.state = EventState.ANNOUNCED
    later = day + timedelta(days=7)
    move_event(event, None, moment(later, time(9)), moment(later, time(11)))
    assert db.session.get_one(Cohort, cohort.id).information_on == later
    assert f"/evenements/{event.id}" in str(client.get("cohorts.show", cohort_id=cohort.id).one("main"))


def test_an_event_is_tied_once_and_says_what_became_of_who_came(client: Client) -> None:
    body = make_body()
    cohort, other = make_cohort(body, name="POEC étancheur"), make_cohort(body)
    event = make_event(body, kind=EventKind.SITE_VISIT, title="Visite de la rue du Pradou")
    for state, coming in ((EnrolmentState.SELECTED, Coming.PRESENT), (EnrolmentState.MET, Coming.ABSENT)):
        make_guest(event, make_enrolment(cohort, state=state).participant, coming=coming)
    client.as_role(Role.FACILITATOR, body)
    client.post("cohort_events.attach", {"event_id": str(event.id)}, cohort_id=cohort.id)
    page = client.get("events.show", event_id=event.id)
    assert "POEC étancheur" in page.text
    assert "Retenu : 1" in page.text.replace("\xa0", " ")
    assert "Rencontré : 1" not in page.text.replace("\xa0", " ")
    assert "Aucun événement n’est à rattacher" in client.get("cohort_events.attach", cohort_id=other.id).text
    client.post("cohort_events.detach", {}, cohort_id=cohort.id, event_id=event.id)
    assert ties_of(cohort.id) == []
    assert date.fromisoformat("2026-12-03") == event.starts_at.date(), "untied, it stays"
