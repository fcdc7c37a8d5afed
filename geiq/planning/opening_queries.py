"""Open a cohort from a need or from a plan: its seats, its dates, the worksites it is for; in one act."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from facilitator.db import db
from facilitator.formats import month
from geiq.cohorts.models import Cohort
from geiq.cohorts.record_queries import create_cohort, set_need
from geiq.cohorts.rules import CohortKind
from geiq.planning.rules import SHORT
from worksites.sites.models import Worksite

MOST_NAMES = 1000


@dataclass(frozen=True)
class Ordered:
    """The cohort to open. Minutes, euros; people for each worksite."""

    kind: CohortKind
    trade: str
    seats: int
    information_on: date
    starts_on: date
    ends_on: date
    training_minutes: int
    needed_on: date
    worksites: Mapping[int, int]
    provider_id: int | None = None
    cost: Decimal | None = None
    operation_id: int | None = None


def open_cohort(body_id: int, ordered: Ordered) -> Cohort:
    """The cohort, at its need. Leaves `cohort.created`; the caller commits. Raises `RuleBroken`."""
    cohort = create_cohort(
        body_id,
        kind=ordered.kind,
        name=_name(body_id, ordered),
        trade=ordered.trade,
        seats=ordered.seats,
        operation_id=ordered.operation_id,
        provider_id=ordered.provider_id,
        cost=ordered.cost,
        training_minutes=ordered.training_minutes,
        information_on=ordered.information_on,
        starts_on=ordered.starts_on,
        ends_on=ordered.ends_on,
    )
    for site, people in ordered.worksites.items():
        set_need(cohort, db.session.get_one(Worksite, site), people, ordered.needed_on)
    return cohort


def _name(body_id: int, ordered: Ordered) -> str:
    """`POEC Canalisateur, janvier 2027`; a number is added to the second of a month."""
    base = f"{SHORT[ordered.kind][1]} {ordered.trade}, {month(ordered.starts_on)}"
    base = base[:1].upper() + base[1:180]
    taken = set(
        db.session.scalars(select(Cohort.name).where(Cohort.body_id == body_id, Cohort.name.startswith(base)))
    )
    names = (base if rank == 1 else f"{base} ({rank})" for rank in range(1, MOST_NAMES))
    return next(name for name in names if name not in taken)
