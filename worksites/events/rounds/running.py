"""Computing the rounds: asked on a page, done by a command of the console."""

import logging
import time
from collections.abc import Mapping
from datetime import datetime, timedelta

from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.exchange.console import start_command
from facilitator.solving import Limits
from worksites.events.rounds.models import RoundPlan
from worksites.events.rounds.problem_queries import problem_of, who_asked
from worksites.events.rounds.queries import write
from worksites.events.rounds.rules import RoundState
from worksites.events.rounds.solving import USUAL, computed

BROKEN = "Le calcul s’est arrêté sur une erreur. Recommencez ; si elle revient, prévenez l’administrateur."
UNSTEADY = "Des présences ou des décisions ont changé pendant le calcul. Recommencez."
SILENT_AFTER = timedelta(minutes=4)
TRIES = 3
log = logging.getLogger("worksites.events")


def start(plan_id: int, config: Mapping[str, object]) -> None:
    """Compute the rounds in another process, which outlives this one; their page says how far it is."""
    start_command(f"rounds-{plan_id}", config, "rounds", "solve", str(plan_id))


def is_dead(state: RoundState, asked_at: datetime | None, at: datetime) -> bool:
    """Whether a computing under way will say nothing more."""
    return state is RoundState.RUNNING and (asked_at is None or at - asked_at > SILENT_AFTER)


def solve_plan(plan_id: int, limits: Limits = USUAL) -> RoundState:
    """Compute the rounds and keep them, or why there are none. Leaves `rounds.computed`."""
    try:
        return _solve(plan_id, limits)
    except Exception:
        log.exception("rounds %s", plan_id)
        db.session.rollback()
        return _fail(plan_id, BROKEN)


def _solve(plan_id: int, limits: Limits) -> RoundState:
    """Again when somebody came, left or was moved meanwhile: what is kept always answers the present."""
    began = time.monotonic()
    for _ in range(TRIES):
        plan = db.session.get_one(RoundPlan, plan_id)
        problem = problem_of(plan, now(), who_asked(plan)).problem
        db.session.rollback()
        found = computed(problem, limits)
        plan = db.session.get_one(RoundPlan, plan_id, with_for_update=True)
        put = problem_of(plan, now(), who_asked(plan))
        if put.problem != problem:
            db.session.rollback()
            continue
        spent = int((time.monotonic() - began) * 1000)
        changed = write(plan, put, found, spent)
        record("rounds.computed", plan, meetings=len(found.solved.meetings), changed=changed)
        db.session.commit()
        return plan.state
    return _fail(plan_id, UNSTEADY)


def _fail(plan_id: int, message: str) -> RoundState:
    plan = db.session.get_one(RoundPlan, plan_id)
    plan.state, plan.message, plan.solved_at = RoundState.FAILED, message, now()
    record("rounds.failed", plan)
    db.session.commit()
    return plan.state
