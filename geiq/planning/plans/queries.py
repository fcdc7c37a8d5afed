"""Make plans, bend them, have them solved, adopt them. Each act leaves its event; the caller commits."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from clauses.contracts.commitments.rules import split
from clauses.contracts.record_queries import remove
from facilitator.access import Asker
from facilitator.accounts.queries import owned
from facilitator.audit.queries import record
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.words import RuleBroken
from geiq.cohorts.models import Cohort
from geiq.planning.back_rules import start_of
from geiq.planning.belief_queries import Beliefs, beliefs_of
from geiq.planning.models import CohortPlan, PlanBend, PlannedCohort, ProviderCapacity
from geiq.planning.need_rules import Part
from geiq.planning.needs.queries import outlook_of
from geiq.planning.opening_queries import Ordered, open_cohort
from geiq.planning.plans.problem_queries import body_asker, rank_of
from geiq.planning.plans.rules import (
    check_adoptable,
    check_bend,
    check_free,
    check_plan,
    check_seats,
    is_dead,
)
from geiq.planning.rules import Bend, PlanState
from worksites.sites.curve_rules import WEEK

MOST_HITS = 5
CLOSED = "L’organisme est fermé cette semaine-là."


def plan_of(asker: Asker, plan_id: int) -> CohortPlan | None:
    """One plan with its cohorts, if the asker may see it."""
    capacity = joinedload(PlannedCohort.capacity).joinedload(ProviderCapacity.organisation)
    return db.session.scalar(
        owned(CohortPlan, asker)
        .where(CohortPlan.id == plan_id)
        .options(selectinload(CohortPlan.cohorts).options(capacity))
    )


def find_plans(asker: Asker, values: Mapping[str, str]) -> Select[CohortPlan]:
    """The plans that answer the filters, the latest first."""
    found = owned(CohortPlan, asker).order_by(CohortPlan.made_at.desc(), CohortPlan.id.desc())
    if word := values.get("q", "").strip():
        found = found.where(CohortPlan.name.icontains(word, autoescape=True))
    if state := values.get("etat"):
        found = found.where(CohortPlan.state == PlanState(state))
    return found


def plans_named(asker: Asker, text: str) -> list[CohortPlan]:
    """The plans whose name holds a text, for the search box."""
    return list(db.session.scalars(find_plans(asker, {"q": text}).limit(MOST_HITS)))


def cohorts_planned(ids: list[int]) -> dict[int, tuple[int, int]]:
    """How many cohorts and seats each plan has."""
    rows = db.session.execute(
        select(PlannedCohort.plan_id, func.count(), func.sum(PlannedCohort.seats))
        .where(PlannedCohort.plan_id.in_(ids))
        .group_by(PlannedCohort.plan_id)
    )
    return {plan_id: (count, seats) for plan_id, count, seats in rows}


def create_plan(asker: Asker, name: str, starts_on: date, weeks: int) -> CohortPlan:
    """A new plan, to be solved. Leaves `plan.created`. Raises `RuleBroken`."""
    check_plan(starts_on, weeks)
    plan = CohortPlan(
        body_id=asker.organisation_id,
        name=name,
        starts_on=starts_on,
        weeks=weeks,
        author_id=asker.user_id,
        made_at=now(),
    )
    db.session.add(plan)
    record("plan.created", plan, weeks=weeks)
    return plan


def ask_solution(plan: CohortPlan) -> None:
    """The plan is to be solved now. Leaves `plan.asked`. Raises `RuleBroken` while it is being solved."""
    if not is_dead(plan.state, plan.asked_at, now()):
        check_free(plan.state)
    plan.state, plan.asked_at = PlanState.SOLVING, now()
    plan.done = plan.total = 0
    record("plan.asked", plan)


def bend(plan: CohortPlan, capacity: ProviderCapacity, week: date, kind: Bend, seats: int | None) -> None:
    """Pin a cohort or forbid a week; said again, it replaces. Leaves `plan.bent`. Raises `RuleBroken`."""
    check_free(plan.state)
    check_bend(plan.starts_on, plan.weeks, week)
    if kind is Bend.PIN:
        check_seats(seats, capacity.least_seats, capacity.most_seats)
        delays = beliefs_of(plan.body_id, today()).delays
        if start_of(plan.starts_on, rank_of(plan, week), capacity.weeks, delays) is None:
            raise RuleBroken(CLOSED, "week")
    for other in [one for one in plan.bends if (one.capacity_id, one.week) == (capacity.id, week)]:
        plan.bends.remove(other)
    db.session.flush()
    kept = seats if kind is Bend.PIN else None
    plan.bends.append(PlanBend(capacity=capacity, week=week, bend=kind, seats=kept))
    plan.bent_at = now()
    record("plan.bent", plan, capacity=capacity.id, week=week.isoformat(), bend=kind.value)


def free(plan: CohortPlan, bend_id: int) -> None:
    """Take back what was pinned or forbidden; twice changes nothing. Leaves `plan.freed`."""
    check_free(plan.state)
    for one in [one for one in plan.bends if one.id == bend_id]:
        plan.bends.remove(one)
        plan.bent_at = now()
        record("plan.freed", plan, capacity=one.capacity_id, week=one.week.isoformat())


def delete_plan(plan: CohortPlan) -> None:
    """Delete a plan whose cohorts were not opened. Leaves `plan.deleted`. Raises `RuleBroken`."""
    check_free(plan.state)
    record("plan.deleted", plan, name=plan.name)
    remove(plan)


def adopt(plan: CohortPlan) -> list[Cohort]:
    """Open every cohort of the plan. Leaves `plan.adopted`, and `cohort.created` for each."""
    check_adoptable(plan.state, plan.is_stale, len(plan.cohorts))
    beliefs = beliefs_of(plan.body_id, today())
    shares = _shares(plan)
    opened = []
    for planned in plan.cohorts:
        if planned.cohort is None:
            planned.cohort = open_cohort(plan.body_id, _ordered(planned, beliefs, shares))
            opened.append(planned.cohort)
    plan.state = PlanState.ADOPTED
    record("plan.adopted", plan, cohorts=len(opened))
    return opened


def _ordered(planned: PlannedCohort, beliefs: Beliefs, shares: Mapping[str, list[Part]]) -> Ordered:
    capacity = planned.capacity
    until = planned.ends_on + beliefs.habits.contract * WEEK
    sites: dict[int, int] = defaultdict(int)
    for part in shares.get(capacity.trade, ()):
        if planned.ends_on < part.week <= until:
            sites[part.worksite_id] += part.minutes
    people = split(planned.expected_hires, list(sites.values())) if sites else []
    return Ordered(
        kind=capacity.kind,
        trade=capacity.trade,
        seats=planned.seats,
        information_on=planned.information_by,
        starts_on=planned.starts_on,
        ends_on=planned.ends_on,
        training_minutes=capacity.weeks * beliefs.weekly,
        needed_on=planned.ends_on,
        worksites={site: count for site, count in zip(sites, people, strict=True) if count},
        provider_id=capacity.organisation_id,
        cost=planned.cost,
    )


def _shares(plan: CohortPlan) -> dict[str, list[Part]]:
    """What the worksites ask of each trade: a cohort's people are shared in proportion."""
    found: dict[str, list[Part]] = defaultdict(list)
    for part in outlook_of(body_asker(plan.body_id), today()).parts:
        found[part.trade].append(part)
    return found
