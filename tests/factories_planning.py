"""Rows of the planning, with sensible defaults; they flush, never commit."""

from datetime import date
from decimal import Decimal
from typing import Any

from facilitator.accounts.models import Organisation
from facilitator.accounts.rules import OrganisationKind
from facilitator.clock import now
from geiq.cohorts.rules import CohortKind
from geiq.planning.models import CohortPlan, PlannedCohort, ProviderCapacity
from geiq.planning.rules import PlanState
from tests.factories import add, make_body, make_meeting, make_organisation, make_user
from tests.factories_sites import make_phase, make_worksite
from worksites.sites.models import WorkPhase

TRADE = "Canalisateur"


def make_provider(body: Organisation, **over: Any) -> Organisation:
    """A training provider that the body works with."""
    provider = make_organisation(OrganisationKind.TRAINING_PROVIDER, **over)
    make_meeting(body, provider)
    return provider


def make_capacity(body: Organisation | None = None, **over: Any) -> ProviderCapacity:
    """Six to fourteen pipe layers at a time, in eight weeks, since the year 2020."""
    body = body or make_body()
    if "organisation_id" not in over:
        over["organisation_id"] = make_provider(body).id
    values = {
        "body_id": body.id,
        "trade": TRADE,
        "kind": CohortKind.POEC,
        "least_seats": 6,
        "most_seats": 14,
        "at_once": 1,
        "weeks": 8,
        "fixed_cost": Decimal(10_000),
        "seat_cost": Decimal(2_000),
        "since": date(2020, 1, 1),
    }
    return add(ProviderCapacity(**values | over))


def make_plan(body: Organisation | None = None, **over: Any) -> CohortPlan:
    """The plan of the year 2027."""
    body = body or make_body()
    values: dict[str, Any] = {
        "body_id": body.id,
        "name": "Plan 2027",
        "starts_on": date(2027, 1, 4),
        "weeks": 52,
        "author_id": make_user().id,
        "made_at": now(),
    }
    return add(CohortPlan(**values | over))


def make_planned(plan: CohortPlan, capacity: ProviderCapacity | None = None, **over: Any) -> PlannedCohort:
    """Twelve seats from the first of February 2027; the plan is then solved."""
    values = {
        "starts_on": date(2027, 2, 1),
        "ends_on": date(2027, 3, 26),
        "seats": 12,
        "expected_hires": 9,
        "information_by": date(2027, 1, 4),
        "cost": Decimal(34_000),
    }
    capacity = capacity or make_capacity(Organisation(id=plan.body_id))
    row = add(PlannedCohort(plan=plan, capacity=capacity, **values | over))
    plan.state, plan.solved_at, plan.cost = PlanState.SOLVED, now(), row.cost
    return row


def make_works(body: Organisation, heads: str = "180", worksite: str = "Ligne B", **over: Any) -> WorkPhase:
    """A phase of no followed lot, from May to November 2027: at five hundredths, nine people."""
    values = {
        "trade": TRADE,
        "starts_on": date(2027, 5, 3),
        "ends_on": date(2027, 11, 26),
        "headcount": Decimal(heads),
    }
    return make_phase(make_worksite(body, name=worksite), **values | over)
