"""Access to the planning: the body's alone."""

from datetime import date
from typing import Any

from facilitator.clock import today
from geiq.planning.models import CohortPlan, PlanBend, PlanShortfall
from geiq.planning.rules import Bend
from tests.factories import add
from tests.factories_planning import make_capacity, make_plan, make_planned, make_provider, make_works
from tests.matrix import BODY, Corner, Line
from worksites.sites.curve_rules import monday


def capacity(corner: Corner) -> dict[str, Any]:
    """A capacity of the corner."""
    provider = make_provider(corner.body, name=f"{corner.canary} {corner.archived_on}")
    trade = f"{corner.canary} {corner.archived_on}"
    return {"capacity_id": make_capacity(corner.body, organisation_id=provider.id, trade=trade).id}


def solved(corner: Corner) -> CohortPlan:
    """A solved plan of the corner, with something pinned and something that lacks."""
    provider = make_provider(corner.body, name=corner.canary)
    trade = f"{corner.canary} {corner.archived_on}"
    row = make_capacity(corner.body, organisation_id=provider.id, trade=trade)
    found = make_plan(corner.body, name=corner.canary)
    make_planned(found, row)
    add(PlanBend(plan=found, capacity=row, week=date(2027, 2, 1), bend=Bend.PIN, seats=12))
    add(PlanShortfall(plan=found, trade=trade, week=date(2027, 5, 3), people=2, reason="Interdit à la main."))
    found.trades = [[trade, 10, 2, 2]]
    return found


def plan(corner: Corner) -> dict[str, Any]:
    """The plan."""
    return {"plan_id": solved(corner).id}


def plan_file(corner: Corner) -> dict[str, Any]:
    """One of its files."""
    return {"plan_id": solved(corner).id, "ending": "csv"}


def bend(corner: Corner) -> dict[str, Any]:
    """What was pinned."""
    found = solved(corner)
    return {"plan_id": found.id, "bend_id": found.bends[0].id}


def file(_corner: Corner) -> dict[str, Any]:
    """A list as CSV."""
    return {"ending": "csv"}


def need(corner: Corner) -> dict[str, Any]:
    """A need of the corner's own trade, from next Monday on."""
    trade = f"{corner.canary} {corner.relation} {corner.archived_on}"
    first = monday(today())
    phase = make_works(corner.body, trade=trade, starts_on=first, ends_on=first.replace(year=first.year + 1))
    phase.worksite.name = trade
    return {"metier": trade, "debut": first.isoformat()}


LINES = (
    Line("needs.index", BODY),
    Line("needs.index_file", BODY, file, client=BODY, other=BODY),
    Line("needs.show", BODY, need),
    Line("needs.open_one", BODY),
    Line("plans.index", BODY),
    Line("plans.index_file", BODY, file, client=BODY, other=BODY),
    Line("plans.create", BODY),
    Line("plans.show", BODY, plan),
    Line("plans.progress", BODY, plan),
    Line("plans.cohorts_file", BODY, plan_file),
    Line("plans.lacks_file", BODY, plan_file),
    Line("plans.solve", BODY, plan),
    Line("plans.decide", BODY, plan),
    Line("plans.undecide", BODY, bend),
    Line("plans.take", BODY, plan),
    Line("plans.delete", BODY, plan),
    Line("capacities.index", BODY),
    Line("capacities.index_file", BODY, file, client=BODY, other=BODY),
    Line("capacities.create", BODY),
    Line("capacities.edit", BODY, capacity),
    Line("capacities.delete", BODY, capacity),
)
