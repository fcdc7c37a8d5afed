"""The invariants of the plans, for `facilitator doctor`."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from facilitator.db import db
from facilitator.feature import Invariant
from geiq.cohorts.models import Cohort
from geiq.planning.models import CohortPlan, PlannedCohort, PlanShortfall
from geiq.planning.rules import PlanState

ANSWERED = (PlanState.SOLVED, PlanState.ADOPTED)


def sums() -> Iterator[str]:
    """A plan's cost is that of its cohorts; what its trades lack is what its shortfalls say."""
    costs = _sums(PlannedCohort.plan_id, func.sum(PlannedCohort.cost))
    lacks = _sums(PlanShortfall.plan_id, func.sum(PlanShortfall.people))
    for plan in db.session.scalars(select(CohortPlan).where(CohortPlan.state.in_(ANSWERED))):
        if plan.cost != costs.get(plan.id, Decimal(0)):
            yield f"Plan {plan.id} : son coût n’est pas celui de ses cohortes."
        if sum(lacking for _, _, lacking, _ in plan.trades) != lacks.get(plan.id, 0):
            yield f"Plan {plan.id} : ce qui manque à ses métiers n’est pas ce que disent ses manques."


def opened() -> Iterator[str]:
    """Each cohort of an adopted plan is open, in the same body."""
    found = (
        select(PlannedCohort.plan_id, PlannedCohort.id)
        .join(PlannedCohort.plan)
        .outerjoin(Cohort, Cohort.id == PlannedCohort.cohort_id)
        .where(CohortPlan.state == PlanState.ADOPTED, Cohort.body_id.is_distinct_from(CohortPlan.body_id))
    )
    for plan_id, cohort_id in db.session.execute(found):
        yield f"Plan {plan_id} : il est adopté et sa cohorte {cohort_id} n’est pas ouverte."


def _sums(key: Any, total: Any) -> dict[int, Any]:
    return dict(db.session.execute(select(key, total).group_by(key)).all())


INVARIANTS = (
    Invariant("plans.sums", "Un plan coûte et laisse ce que disent ses lignes", sums),
    Invariant("plans.opened", "Les cohortes d’un plan adopté sont ouvertes", opened),
)
