"""The cohorts in calendars."""

from datetime import date

from flask import Flask

from facilitator.access import Asker, Role
from facilitator.appointments import Appointment, Certainty, Wanted
from geiq.cohorts.events.calendar_offers import appointments, subjects
from geiq.cohorts.events.models import CohortEvent
from geiq.cohorts.models import CohortNeed
from geiq.cohorts.rules import CohortStage
from tests.factories import add, make_body
from tests.factories_cohorts import make_cohort
from tests.factories_events import make_event
from tests.factories_sites import make_worksite


def told(asker: Asker, about: str, thing_id: int) -> list[Appointment]:
    wanted = Wanted(about, thing_id, date(2026, 9, 1), date(2028, 5, 1))
    batches = list(appointments(asker, wanted))
    return [one for batch in batches for one in batch.read(batch.marks).values()]


def test_a_cohort_begins_and_ends_in_the_calendars_of_all_it_is_for(app: Flask) -> None:
    body, worksite = make_body(), make_worksite()
    days = {"starts_on": date(2027, 2, 1), "ends_on": date(2027, 4, 30)}
    cohort, planned = make_cohort(body, **days), make_cohort(body, stage=CohortStage.NEED, **days)
    add(CohortNeed(cohort=planned, worksite=worksite, people=4))
    make_cohort(**days)
    event = make_event(body)
    add(CohortEvent(cohort=cohort, event=event))
    asker = Asker(1, 1, Role.FACILITATOR, body.id, "", "")

    begins, ends = told(asker, "worksite", worksite.id)
    assert (begins.begins, ends.begins) == (days["starts_on"], days["ends_on"])
    assert begins.certainty is Certainty.TENTATIVE
    assert [one.key for one in told(asker, "cohort", cohort.id)] == [
        f"evt-{event.uid}",
        f"cohort-{cohort.id}-starts",
        f"cohort-{cohort.id}-ends",
    ]
    assert len(told(asker, "body", body.id)) == 4
    assert told(asker, "mine", 0) == []
    assert {one.thing_id for one in subjects(asker)} == {cohort.id, planned.id}
    provider = Asker(2, 2, Role.PARTNER, cohort.provider_id or 0, "", "")
    assert [one.key for one in told(provider, "mine", 0)] == [
        f"cohort-{cohort.id}-starts",
        f"cohort-{cohort.id}-ends",
    ]
    assert len(told(asker, "organisation", cohort.provider_id or 0)) == 2
