"""Keep what the solver answered: the cohorts, their dates and cost, what is not covered and why."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from facilitator.clock import now
from facilitator.db import db
from facilitator.solving import USUAL, Limits
from geiq.planning.back_rules import information_for, training_end
from geiq.planning.belief_queries import Beliefs
from geiq.planning.exchange_rules import Solved, read_solved, told_of
from geiq.planning.models import CohortPlan, PlannedCohort, PlanShortfall
from geiq.planning.plan_rules import Opening, coverage
from geiq.planning.plans.problem_queries import Put
from geiq.planning.rules import PlanState
from geiq.planning.shortfall_rules import shortfalls
from geiq.planning.solving import Heard, answers_of
from worksites.sites.curve_rules import WEEK

MOST_ANSWERS = 200
"""Those of the last calculations: a decision that is taken back finds the answer of before it again."""


def known_answers(plan: CohortPlan) -> dict[str, Solved]:
    """What the solver has answered for this plan, by the mark of the problem."""
    return {mark: read_solved(told) for mark, told in plan.answers.items()}


def write(
    plan: CohortPlan, put: Put, heard: Sequence[Heard], milliseconds: int, limits: Limits = USUAL
) -> None:
    """Replace what a plan answered before. The caller records and commits."""
    plan.cohorts.clear()
    plan.shortfalls.clear()
    db.session.flush()
    plan.cohorts.extend(_cohorts(plan, put, heard))
    plan.shortfalls.extend(_lacks(plan, put, heard))
    plan.trades = [_trade(one) for one in heard]
    plan.cost = sum((one.cost for one in plan.cohorts), Decimal(0))
    told = plan.answers | {mark: told_of(solved) for mark, solved in answers_of(heard, limits).items()}
    plan.answers = dict(list(told.items())[-MOST_ANSWERS:])
    plan.kept = sum(one.is_kept for one in heard)
    plan.is_best = all(one.solved.is_best for one in heard)
    plan.is_greedy = not all(one.is_solver for one in heard)
    plan.milliseconds, plan.solved_at, plan.message = milliseconds, now(), ""
    plan.state = PlanState.SOLVED


def _cohorts(plan: CohortPlan, put: Put, heard: Sequence[Heard]) -> Iterator[PlannedCohort]:
    for one in heard:
        for opening in one.solved.openings:
            yield _cohort(plan, put, one, opening)


def _cohort(plan: CohortPlan, put: Put, heard: Heard, opening: Opening) -> PlannedCohort:
    capacity = put.capacities[opening.provider]
    provider = heard.problem.provider(opening.provider)
    starts_on = plan.starts_on + opening.week * WEEK
    delays = put.outlook.beliefs.delays
    return PlannedCohort(
        capacity=capacity,
        starts_on=starts_on,
        ends_on=training_end(starts_on, capacity.weeks, delays),
        seats=opening.seats,
        expected_hires=provider.hires(opening.seats),
        information_by=information_for(starts_on, delays),
        cost=Decimal(provider.cost(opening.seats)) / 100,
    )


def _lacks(plan: CohortPlan, put: Put, heard: Sequence[Heard]) -> Iterator[PlanShortfall]:
    lead = lead_weeks(put.outlook.beliefs, plan.starts_on)
    for one in heard:
        for lack in shortfalls(one.problem, one.solved.openings, lead):
            yield PlanShortfall(
                trade=lack.trade,
                week=plan.starts_on + lack.week * WEEK,
                people=lack.people,
                reason=lack.reason,
            )


def lead_weeks(beliefs: Beliefs, on: date) -> int:
    """Weeks from the information meeting to the training, at that time of the year."""
    return -(-(on - information_for(on, beliefs.delays)).days // 7)


def _trade(heard: Heard) -> list[str | int]:
    """A trade's name, its people-weeks needed, those that lack, the least that can lack."""
    problem, solved = heard.problem, heard.solved
    lacking = coverage(problem, solved.openings).lacking_weeks
    return [problem.trade, sum(problem.needs), lacking, lacking if solved.is_best else solved.bound]
