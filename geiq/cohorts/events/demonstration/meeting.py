"""The job dating of the demonstration: at the end of the training for the bus lines, those who learned meet
companies; what came of it is what their employments and the ledger say.
"""

from collections.abc import Sequence
from datetime import time, timedelta
from decimal import Decimal

from sqlalchemy import select

from clauses.people.demonstration.deciding import morning
from clauses.people.employments.models import Employment
from facilitator.access import Asker
from facilitator.accounts.models import Organisation
from facilitator.audit.queries import record
from facilitator.clock import now, told_at
from facilitator.db import db
from geiq.cohorts.events.demonstration.acts import (
    Planned,
    announce,
    bring,
    day_of,
    hold,
    invite_all,
    plan,
    say,
    tick,
)
from geiq.cohorts.events.queries import tie
from geiq.cohorts.models import Cohort, Enrolment
from worksites.events.budget.record_queries import set_cost
from worksites.events.guests.models import EventGuest
from worksites.events.guests.rules import Coming, GuestState
from worksites.events.models import Event, Venue
from worksites.events.rounds.models import EventMeeting
from worksites.events.rounds.problem_queries import problem_of
from worksites.events.rounds.queries import begin, seat_companies, write
from worksites.events.rounds.rules import MeetingResult
from worksites.events.rounds.solving import computed
from worksites.events.rules import EventKind

ROADS = "Construction de routes et voies (F1702)"
MOST_COMPANIES = 8
COSTS = (
    ("Salle et accueil", "420", "396.50", "Clermont Auvergne Métropole"),
    ("Café et repas", "260", "271.20", "Constructys"),
)
MISSING = 2
"""Two of those who said that they come did not."""
TOLD = (
    "Dix minutes par entreprise, autour d’une table. Venez avec votre CV et vos attestations ; "
    "un café attend tout le monde à l’accueil."
)
RESULTS = (MeetingResult.SEE_AGAIN, MeetingResult.NO, MeetingResult.IMMERSION, MeetingResult.NO)


def hold_meeting(asker: Asker, cohort: Cohort, venue: Venue) -> Event:
    """Held ten days before the end of the training of those who went to its end."""
    assert cohort.ends_on is not None  # trained long ago
    trained = [one for one in cohort.enrolments if one.completed_on]
    day = cohort.ends_on - timedelta(days=10)
    hours = (time(9), time(12, 30))
    title = "Job dating travaux publics – InspiRe"
    event = plan(asker, Planned(EventKind.JOB_DATING, day, hours, (ROADS,), TOLD, title, venue))
    with told_at(morning(day - timedelta(days=40))):
        event.operation_id = cohort.operation_id
        set_cost(
            event, None, "Salle et accueil", Decimal(420), Decimal("396.50"), "Clermont Auvergne Métropole"
        )
        set_cost(event, None, "Café et repas", Decimal(260), Decimal("271.20"), "Constructys")
        tie(cohort, event)
    announce(event)
    hires = _employers(trained)
    companies = [bring(event, one, ROADS, 2, GuestState.COMING) for one in hires]
    guests = invite_all(event, [one.participant for one in trained], f"Cohorte {cohort.name}")
    say(guests, GuestState.COMING)
    _rounds(asker, event)
    tick(guests[:-MISSING], Coming.PRESENT)
    tick(guests[-MISSING:], Coming.ABSENT)
    tick(companies, Coming.PRESENT)
    _say_results(event, trained)
    hold(event)
    return event


def _employers(trained: Sequence[Enrolment]) -> list[Organisation]:
    """Who hired them since, employers and companies they work for: some of whom were there."""
    ids = [one.employment_id for one in trained if one.employment_id]
    found: dict[int, Organisation] = {}
    rows = db.session.scalars(select(Employment).where(Employment.id.in_(ids)).order_by(Employment.id))
    for employment in rows:
        found.setdefault(employment.employer_id, employment.employer)
        for one in employment.assignments:
            found.setdefault(one.commitment.organisation_id, one.commitment.organisation)
    return list(found.values())[:MOST_COMPANIES]


def _rounds(asker: Asker, event: Event) -> None:
    """The tables and the rounds, computed two days before."""
    with told_at(morning(day_of(event) - timedelta(days=2))):
        rounds = begin(event)
        seat_companies(rounds)
        db.session.flush()
        put = problem_of(rounds, now(), asker)
        found = computed(put.problem)
        write(rounds, put, found, 0)
        record("rounds.computed", rounds, meetings=len(found.solved.meetings), changed=0)
        db.session.flush()


def _say_results(event: Event, trained: Sequence[Enrolment]) -> None:
    """What each company said of those whom it met: hired where an employment followed."""
    hired = {one.participant_id: _works_for(one.employment) for one in trained if one.employment}
    rows = db.session.scalars(
        select(EventMeeting).where(EventMeeting.event_id == event.id).order_by(EventMeeting.id)
    )
    for rank, meeting in enumerate(rows):
        if not _both_came(meeting.person, meeting.company):
            continue
        followed = meeting.company.organisation_id in hired.get(meeting.person.participant_id or 0, ())
        meeting.result = (
            MeetingResult.HIRE if followed else RESULTS[(rank + rank // MOST_COMPANIES) % len(RESULTS)]
        )
        meeting.said_at = event.ends_at


def _works_for(employment: Employment) -> set[int]:
    return {employment.employer_id, *(one.commitment.organisation_id for one in employment.assignments)}


def _both_came(*guests: EventGuest) -> bool:
    return all(one.coming is Coming.PRESENT for one in guests)
