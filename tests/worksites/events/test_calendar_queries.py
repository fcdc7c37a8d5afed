"""Marks of events: the same as long as nothing told of them changes, on either engine."""

from datetime import date

import pytest
from flask import Flask

from facilitator.access import Role
from facilitator.accounts.queries import asker_for
from facilitator.appointments import Wanted
from tests.conftest import keep
from tests.factories import make_membership
from tests.factories_events import at, make_event, make_venue
from worksites.events.calendar_queries import events_marked, marks_of, partners_offered, worksites_offered
from worksites.events.models import EventOrganiser, EventStop

pytestmark = pytest.mark.each_engine


def test_a_mark_changes_with_all_that_is_told(app: Flask) -> None:
    member = make_membership(Role.FACILITATOR)
    asker, body = asker_for(member), member.organisation
    event = make_event(body, venue=make_venue(body))
    event.organisers.append(EventOrganiser(user_id=member.user_id))
    make_event()
    wanted = Wanted("mine", 0, date(2026, 9, 1), date(2028, 5, 1))
    seen = []
    for change in (
        lambda: None,
        lambda: setattr(event, "title", "Autre titre"),
        lambda: setattr(event.venue, "name", "Autre salle"),
        lambda: event.stops.append(EventStop(title="Étape", starts_at=at(9), ends_at=at(10))),
        lambda: setattr(event.stops[0], "ends_at", at(11)),
    ):
        change()
        keep()
        (mark,) = marks_of(asker, wanted)
        assert marks_of(asker, wanted) == [mark]
        seen.append(mark)
    assert len(set(seen)) == len(seen)
    assert events_marked(seen[-1:]) == {seen[-1]: event}
    assert marks_of(asker, Wanted("mine", 0, date(2027, 9, 1), date(2028, 5, 1))) == []
    assert (partners_offered(asker), worksites_offered(asker)) == ([], [])
