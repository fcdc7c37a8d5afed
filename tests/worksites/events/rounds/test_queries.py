"""The rounds as the base keeps them: computed over what stays, exchanged, at risk where a clause is."""

import pytest
import time_machine
from sqlalchemy import select

from clauses.compliance.rules import ClauseState, Reason
from clauses.compliance.standing.models import ClauseStanding
from clauses.contracts.models import Commitment
from facilitator.access import Asker, Role
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.solving import Limits
from tests.conftest import keep
from tests.factories import add, make_body
from tests.factories_events import at, make_company_guest, make_event, make_guest
from tests.factories_hours import make_running
from worksites.events.guests.rules import Coming
from worksites.events.models import Event
from worksites.events.rounds.bending_queries import move, seats_for
from worksites.events.rounds.models import EventMeeting
from worksites.events.rounds.plan_rules import faults
from worksites.events.rounds.problem_queries import problem_of, who_asked
from worksites.events.rounds.queries import ask
from worksites.events.rounds.rules import RoundState
from worksites.events.rounds.running import solve_plan

pytestmark = pytest.mark.usefixtures("app")


def gathered() -> Event:
    """Four people and two companies, on the events' day."""
    event = make_event(make_body())
    for _ in range(2):
        make_company_guest(event)
    for _ in range(4):
        make_guest(event)
    return event


def computed(event: Event, limits: Limits = Limits(seconds=0)) -> list[EventMeeting]:  # noqa: B008
    """The meetings of an event, once its rounds are computed."""
    plan = ask(event, now(), None)
    db.session.commit()
    assert solve_plan(plan.id, limits) is RoundState.READY
    put = problem_of(plan, now(), who_asked(plan))
    assert not faults(put.problem, put.problem.before)
    return list(put.rows)


def test_the_rounds_are_computed_again_over_what_has_begun() -> None:
    event = gathered()
    with time_machine.travel(at(8), tick=False):
        keep()
        first = computed(event)
    with time_machine.travel(at(9, 5), tick=False):
        gone = first[-1].person
        gone.coming = Coming.ABSENT
        begun = {(row.id, row.round, row.table) for row in first if row.round == 1}
        keep()
        again = computed(event)

    assert len(first) == 8
    assert begun == {(row.id, row.round, row.table) for row in again if row.round == 1}


def test_the_solver_itself_answers_for_an_event() -> None:
    with time_machine.travel(at(8), tick=False):
        event = gathered()
        keep()
        rows = computed(event, Limits(seconds=60, effort=0.2))

    assert len(rows) == 8
    assert {row.round for row in rows} <= {1, 2, 3, 4, 5}


def test_two_meetings_exchange_their_places_in_the_base() -> None:
    with time_machine.travel(at(8), tick=False):
        event = gathered()
        keep()
        row = computed(event)[0]
        plan = ask(event, now(), None)
        put = problem_of(plan, now(), who_asked(plan))
        seat = next(one for one in seats_for(put, row) if one.other is not None)
        was = row.round, row.table
        move(put, row, seat.round, seat.table)
        db.session.commit()

    assert (row.round, row.table) == (seat.round, seat.table)
    assert seat.other is not None
    assert (seat.other.round, seat.other.table) == was


def test_a_job_whose_clause_is_late_is_to_be_seen() -> None:
    event = gathered()
    commitment: Commitment = make_running(make_body())
    guest = make_company_guest(event)
    guest.openings[0].commitment = commitment
    terms = commitment.terms
    figures = dict.fromkeys(
        ("due", "target", "expected", "known", "declared", "validated", "counted", "late_months"), 0
    )
    add(
        ClauseStanding(
            body_id=event.body_id,
            terms=terms,
            contract_id=terms.lot.contract_id,
            contract_version=1,
            computed_at=now(),
            computed_on=today(),
            standing=ClauseState.LATE,
            reason=Reason.FORECAST_LATE,
            low=0,
            middle=0,
            high=0,
            **figures,
        )
    )
    keep()
    with time_machine.travel(at(8), tick=False):
        plan = ask(event, now(), None)
        put = problem_of(plan, now(), Asker(None, None, Role.FACILITATOR, event.body_id, "", ""))

    ways = [one for (_, company), one in put.offers.items() if company == guest.id]
    assert len(ways) == 4
    assert all("marché qui manque d’heures" in way.reason for one in ways for way in one.ways.values())
    assert db.session.scalar(select(EventMeeting.id)) is None
