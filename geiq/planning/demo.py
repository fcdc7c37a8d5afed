"""The planning of the demonstration: what the road training centre can open, and a plan of the year."""

from datetime import timedelta
from decimal import Decimal

from facilitator.access import Asker
from facilitator.accounts.demonstration.queries import acting
from facilitator.audit.queries import record
from facilitator.clock import today
from facilitator.db import db
from facilitator.feature import DemoPart
from facilitator.formats import plural
from geiq.cohorts.rules import CohortKind
from geiq.planning.capacities.queries import create_capacity, providers_offered
from geiq.planning.needs.queries import outlook_of
from geiq.planning.plans.problem_queries import problems_of
from geiq.planning.plans.queries import ask_solution, create_plan
from geiq.planning.plans.writing_queries import write
from geiq.planning.solving import planned
from worksites.sites.curve_rules import WEEK, monday

CENTRE = "Centre de formation de la route"
MOST_TRADES = 4
"""The trades that lack most have a training; the others show what a plan cannot do."""
SIZES = ((8, 15, 8), (6, 12, 8), (8, 15, 10), (6, 10, 6))


def build() -> str:
    """Capacities for the trades that lack most, a plan of the year solved from them."""
    with acting() as asker:
        count = _capacities(asker)
        plan = create_plan(asker, "Plan de l’année", monday(today() + WEEK), 52)
        db.session.flush()
        ask_solution(plan)
        put = problems_of(plan, today())
        heard = list(planned(put.problems))
        write(plan, put, heard, 0)
        record("plan.solved", plan, cohorts=len(plan.cohorts), milliseconds=0)
    return f"{plural(count, 'capacité')}, un plan de {plural(len(plan.cohorts), 'cohorte')}"


def _capacities(asker: Asker) -> int:
    named = {name: key for key, name in providers_offered(asker)}
    weeks: dict[str, int] = {}
    for row in outlook_of(asker, today()).rows:
        weeks[row.need.trade] = weeks.get(row.need.trade, 0) + row.need.people_weeks
    trades = sorted(weeks, key=lambda trade: (-weeks[trade], trade))[:MOST_TRADES]
    for trade, (least, most, lasts) in zip(trades, SIZES, strict=False):
        create_capacity(
            asker.organisation_id,
            organisation_id=named.get(CENTRE) or next(iter(named.values())),
            trade=trade,
            kind=CohortKind.POEC,
            least_seats=least,
            most_seats=most,
            at_once=1,
            weeks=lasts,
            fixed_cost=Decimal(9_000),
            seat_cost=Decimal(2_400),
            since=today() - timedelta(days=200),
            until=None,
        )
    return len(trades)


PARTS = (DemoPart("planning", "Capacités de formation et plan de cohortes", build),)
