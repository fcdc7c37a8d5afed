"""The events of the demonstration: the three trades shown, a job dating whose figures are the ledger's, the
rally in stops, what is to come.
"""

from collections.abc import Sequence
from datetime import time
from decimal import Decimal

from flask import Flask
from sqlalchemy import func, select

from clauses.hours.ledger.models import StatementLine
from clauses.hours.ledger.rules import LineState
from facilitator.clock import now
from facilitator.db import db
from geiq.cohorts.events.models import CohortEvent
from geiq.cohorts.models import Cohort
from worksites.events.guests.models import EventGuest
from worksites.events.models import Event
from worksites.events.returns.queries import found_for, hired_people
from worksites.events.returns.rules import CENT, companies, returned
from worksites.events.rounds.models import EventMeeting
from worksites.events.rules import EventKind, EventState, GuestKind
from worksites.events.when_rules import local


def events(kind: EventKind, state: EventState) -> Sequence[Event]:
    """Those of a kind, the first first."""
    found = select(Event).where(Event.kind == kind, Event.state == state)
    return db.session.scalars(found.order_by(Event.starts_at)).all()


def test_the_three_trades_of_the_seeds_were_shown_to_the_cohort(demo_app: Flask) -> None:
    with demo_app.app_context():
        shown = events(EventKind.DISCOVERY, EventState.HELD)
        assert [one.title.rpartition(" ")[2] for one in shown] == [
            "solier-moquettiste",
            "étancheur",
            "façadier",
        ]
        ties = db.session.scalars(
            select(CohortEvent).where(CohortEvent.event_id.in_([one.id for one in shown]))
        )
        assert {tie.cohort.name for tie in ties} == {"POEC étancheurs et façadiers – La Gauthière"}
        assert all(len(one.stops) == 3 for one in shown)


def test_what_came_of_the_job_dating_is_what_the_ledger_says(demo_app: Flask) -> None:
    with demo_app.app_context():
        [meeting] = events(EventKind.JOB_DATING, EventState.HELD)
        held, hires = found_for(meeting.body_id, [meeting])[meeting.id]
        figures = returned(held, hires)
        assert (figures.listed, figures.came) == (27, 25)
        assert 0 < figures.hired_here <= figures.hired <= 22
        assert figures.hired == len({one.participant_id for one in hired_people(hires)})
        counted = select(func.sum(StatementLine.counted)).where(
            StatementLine.employment_id.in_([one.employment for one in hires]),
            StatementLine.state == LineState.VALIDATED,
        )
        assert sum(sum(one.minutes.values()) for one in hires) == (db.session.scalar(counted) or 0)
        assert 0 < figures.minutes[0] <= figures.minutes[1] <= figures.minutes[2]
        assert figures.cost == Decimal("667.70")
        assert abs((figures.cost_per_hire or 0) * figures.hired - figures.cost) < figures.hired * CENT
        lines = companies(held, hires)
        assert sum(one.hired > 0 for one in lines) >= 2
        rows = db.session.scalars(select(EventMeeting).where(EventMeeting.event_id == meeting.id)).all()
        assert len(rows) >= 25
        assert any(one.result for one in rows)


def test_the_rally_goes_from_stop_to_stop(demo_app: Flask) -> None:
    with demo_app.app_context():
        [rally] = events(EventKind.SEMINAR, EventState.HELD)
        day = local(rally.starts_at)
        assert (day.month, day.weekday()) == (7, 1)
        assert len(rally.stops) == 5
        assert local(rally.stops[0].starts_at).time() == time(9)
        partners = select(EventGuest).where(EventGuest.event_id == rally.id)
        assert {one.kind for one in db.session.scalars(partners)} == {GuestKind.PARTNER}


def test_what_is_to_come_can_be_prepared(demo_app: Flask) -> None:
    with demo_app.app_context():
        [coming] = events(EventKind.JOB_DATING, EventState.ANNOUNCED)
        assert coming.starts_at > now()
        assert coming.is_public
        assert coming.slots
        [information] = events(EventKind.INFORMATION, EventState.PREPARED)
        tie = db.session.scalars(select(CohortEvent).where(CohortEvent.event_id == information.id)).one()
        cohort = db.session.get_one(Cohort, tie.cohort_id)
        assert cohort.information_on == local(information.starts_at).date()
