"""Solving a plan: asked on a page, done by a command of the console, which starts the solver's process."""

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from facilitator.audit.queries import record
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.exchange.console import start_command
from facilitator.solving import USUAL, Limits
from geiq.planning.models import CohortPlan
from geiq.planning.plan_rules import crowded
from geiq.planning.plans.problem_queries import Put, problems_of
from geiq.planning.plans.writing_queries import known_answers, write
from geiq.planning.rules import PlanState
from geiq.planning.solving import Heard, planned

CROWDED = "Les cohortes gardées à la main sont plus nombreuses à la fois que leur organisme ne peut en tenir."
BROKEN = "Le calcul s’est arrêté sur une erreur. Recommencez ; si elle revient, prévenez l’administrateur."
log = logging.getLogger("geiq.planning")


def start(plan_id: int, config: Mapping[str, object]) -> None:
    """Solve a plan in another process, which outlives this one; its page says how far it is."""
    start_command(f"plan-{plan_id}", config, "plans", "solve", str(plan_id))


def tell(plan_id: int, **values: Any) -> None:
    """Write down how far a plan is, at once."""
    with db.engine.begin() as connection:
        connection.execute(update(CohortPlan).where(CohortPlan.id == plan_id).values(**values))


@dataclass(frozen=True)
class Answered:
    """The plan of every trade, and how long it took."""

    put: Put
    heard: Sequence[Heard]
    milliseconds: int


def solve_plan(plan_id: int, limits: Limits = USUAL) -> PlanState:
    """Solve a plan and keep its answer, or why there is none. Leaves `plan.solved`."""
    try:
        answered = _answer(plan_id, limits)
    except Exception:
        log.exception("plan %s", plan_id)
        db.session.rollback()
        return _fail(plan_id, BROKEN)
    if answered is None:
        return _fail(plan_id, CROWDED)
    plan = db.session.get_one(CohortPlan, plan_id)
    write(plan, answered.put, answered.heard, answered.milliseconds, limits)
    record("plan.solved", plan, cohorts=len(plan.cohorts), kept=plan.kept, milliseconds=answered.milliseconds)
    db.session.commit()
    return plan.state


def _answer(plan_id: int, limits: Limits) -> Answered | None:
    """What the solver answers, and what it had answered where nothing changed; None when what is pinned
    cannot hold."""
    began = time.monotonic()
    plan = db.session.get_one(CohortPlan, plan_id)
    put, answers = problems_of(plan, today()), known_answers(plan)
    if any(crowded(problem, problem.pinned) for problem in put.problems):
        return None
    db.session.rollback()
    tell(plan_id, done=0, total=len(put.problems))
    heard = []
    for one in planned(put.problems, limits, answers):
        heard.append(one)
        tell(plan_id, done=len(heard))
    return Answered(put, heard, int((time.monotonic() - began) * 1000))


def _fail(plan_id: int, message: str) -> PlanState:
    plan = db.session.get_one(CohortPlan, plan_id)
    plan.state, plan.message, plan.solved_at = PlanState.FAILED, message, now()
    record("plan.failed", plan)
    db.session.commit()
    return plan.state
