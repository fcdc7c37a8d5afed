"""The rounds of an event: begun with good defaults, computed again; what stays is not touched."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select

from facilitator.access import Asker
from facilitator.accounts.queries import owned
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.words import RuleBroken
from worksites.events.models import Event
from worksites.events.rounds.clock_rules import room_for
from worksites.events.rounds.models import EventMeeting, RoundPlan, RoundTable
from worksites.events.rounds.plan_rules import Meeting
from worksites.events.rounds.problem_queries import Put, clock_of, guests_at
from worksites.events.rounds.rules import RoundState
from worksites.events.rounds.solving import Computed
from worksites.events.rules import EventState

PAUSE = 2
FAIR = 2
MOST_ROUNDS = 60
NOBODY = (
    "Personne ne vient encore avec une place à une table : notez d’abord qui vient, et quelles entreprises."
)
ALL_BEGUN = "Tous les tours ont commencé : il n’y a plus rien à calculer. Changez leur heure si besoin."


def plan_of(asker: Asker, event_id: int) -> RoundPlan | None:
    """The rounds of an event of the asker's body."""
    return db.session.scalar(owned(RoundPlan, asker).where(RoundPlan.event_id == event_id))


def begin(event: Event) -> RoundPlan:
    """The rounds of an event, with the defaults of its hours; the ones it has, when it has some."""
    known = db.session.scalar(select(RoundPlan).where(RoundPlan.event_id == event.id))
    if known is not None:
        return known
    rounds = room_for(event.starts_at, event.ends_at, event.meeting_minutes, PAUSE)
    plan = RoundPlan(
        body_id=event.body_id,
        event=event,
        starts_at=event.starts_at,
        rounds=min(rounds, MOST_ROUNDS),
        minutes=event.meeting_minutes,
        pause=PAUSE,
        fair=FAIR,
        present_only=False,
        shows_names=False,
    )
    db.session.add(plan)
    db.session.flush()
    return plan


def seat_companies(plan: RoundPlan) -> None:
    """A table for each company that comes and has none."""
    _, companies = guests_at(plan)
    seated = {table.company_id for table in plan.tables}
    last = max((table.number for table in plan.tables), default=0)
    for key in companies:
        if key not in seated:
            last += 1
            plan.tables.append(RoundTable(number=last, company_id=key))


def ask(event: Event, at: datetime, user_id: int | None) -> RoundPlan:
    """Have the rounds of an event computed. Leaves `rounds.asked`."""
    if event.state is EventState.CANCELLED:
        raise RuleBroken("L’événement est annulé : ses tours ne se calculent plus.")
    plan = begin(event)
    seat_companies(plan)
    people, companies = guests_at(plan)
    if not people or not companies:
        raise RuleBroken(NOBODY)
    if clock_of(plan).begun(at) >= plan.rounds:
        raise RuleBroken(ALL_BEGUN)
    plan.state, plan.message = RoundState.RUNNING, ""
    plan.asked_at, plan.asked_by_id = now(), user_id
    record("rounds.asked", plan, people=len(people), companies=len(companies))
    return plan


def write(plan: RoundPlan, put: Put, found: Computed, milliseconds: int) -> int:
    """Keep the rounds that were computed; what stays is not touched. How many meetings were changed."""
    stays = {(one.person, one.round) for one in put.problem.kept}
    wanted = {_pair(put, one): one for one in found.solved.meetings if (one.person, one.round) not in stays}
    changed = 0
    for row in put.rows:
        if row.round is None or (row.person_id, row.round) in stays:
            continue
        one = wanted.get((row.person_id, row.company_id))
        if one is not None and (one.round, one.table) == (row.round, row.table):
            del wanted[row.person_id, row.company_id]
        else:
            changed += 1
            db.session.delete(row)
    db.session.flush()
    for pair, one in wanted.items():
        db.session.add(_row(plan, put, pair, one))
    plan.state, plan.message, plan.is_stale = RoundState.READY, "", False
    plan.is_greedy, plan.is_best = not found.is_solver, found.solved.is_best
    plan.milliseconds, plan.solved_at = milliseconds, now()
    return changed


def _pair(put: Put, meeting: Meeting) -> tuple[int, int]:
    return meeting.person, put.problem.table_of[meeting.table].company


def _row(plan: RoundPlan, put: Put, pair: tuple[int, int], meeting: Meeting) -> EventMeeting:
    return EventMeeting(
        body_id=plan.body_id,
        event_id=plan.event_id,
        person_id=pair[0],
        company_id=pair[1],
        round=meeting.round,
        table=meeting.table,
        reason=put.reason(pair, meeting.post)[:300],
        is_good=put.is_good(pair, meeting.post),
    )


def meetings_held(event_id: int) -> int:
    """How many meetings an event has."""
    found = select(func.count()).select_from(EventMeeting).where(EventMeeting.event_id == event_id)
    return db.session.scalar(found) or 0


def plans_of(event_ids: Collection[int]) -> dict[int, RoundPlan]:
    """The rounds of events that the caller may see, by event."""
    found = db.session.scalars(select(RoundPlan).where(RoundPlan.event_id.in_(event_ids)))
    return {plan.event_id: plan for plan in found}
