"""What the doctor finds among the meetings."""

import pytest

from tests.factories import make_body
from tests.factories_events import make_company_guest, make_event, make_guest, make_rounds
from worksites.events.rounds.doctor_queries import at_their_table, of_one_event, place_of

pytestmark = [pytest.mark.usefixtures("app"), pytest.mark.each_engine]


def test_meetings_that_hold_together_are_not_named() -> None:
    make_rounds(make_event(make_body()))

    assert not list(of_one_event())
    assert not list(at_their_table())


def test_a_meeting_of_a_guest_of_another_event_is_named() -> None:
    body = make_body()
    row = make_rounds(make_event(body))
    row.person = make_guest(make_event(body))

    (said,) = of_one_event()

    assert said.startswith(f"Événement {row.event_id}")
    place = place_of(row.event_id)
    assert place is not None
    assert place.body_id == body.id


def test_a_meeting_at_the_table_of_another_company_is_named() -> None:
    event = make_event(make_body())
    row = make_rounds(event)
    row.company = make_company_guest(event)

    assert len(list(at_their_table())) == 1
