"""The problem that a plan puts: needs of its weeks, capacities of its body, what is pinned or forbidden."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from facilitator.access import Asker, Role
from facilitator.db import db
from geiq.planning.back_rules import information_for, start_of, training_end
from geiq.planning.belief_queries import Beliefs
from geiq.planning.models import CohortPlan, ProviderCapacity
from geiq.planning.needs.queries import Outlook, outlook_of
from geiq.planning.plan_rules import Opening, Provider, Start, TradeProblem
from geiq.planning.rules import Bend
from worksites.sites.curve_rules import WEEK


@dataclass(frozen=True)
class Put:
    """The problems of a plan, trade after trade, and what they were put from."""

    problems: Sequence[TradeProblem]
    outlook: Outlook
    capacities: dict[int, ProviderCapacity]


def body_asker(body_id: int) -> Asker:
    """Who plans for a body when nobody asks: it sees what its facilitators see."""
    return Asker(None, None, Role.FACILITATOR, body_id, "", "")


def problems_of(plan: CohortPlan, on: date) -> Put:
    """The problems of a plan, as its body's data put them on a day."""
    outlook = outlook_of(body_asker(plan.body_id), on)
    rows = db.session.scalars(
        select(ProviderCapacity).where(ProviderCapacity.body_id == plan.body_id).order_by(ProviderCapacity.id)
    )
    capacities = {row.id: row for row in rows}
    by_trade: dict[str, list[ProviderCapacity]] = defaultdict(list)
    for row in capacities.values():
        by_trade[row.trade].append(row)
    needs = needs_of(plan, outlook)
    pinned = {capacities[bend.capacity_id].trade for bend in plan.bends if bend.bend is Bend.PIN}
    asked = {trade for trade, weeks in needs.items() if any(weeks)}
    problems = [
        _problem(plan, trade, needs.get(trade, ()), by_trade[trade], outlook.beliefs, on)
        for trade in sorted(asked | pinned)
    ]
    return Put(problems, outlook, capacities)


def needs_of(plan: CohortPlan, outlook: Outlook) -> dict[str, tuple[int, ...]]:
    """The people that each trade lacks, week by week of the plan."""
    found = {}
    for trade, weeks in outlook.weeks.items():
        said = {one.week: one.people for one in weeks}
        found[trade] = tuple(said.get(plan.starts_on + rank * WEEK, 0) for rank in range(plan.weeks))
    return found


def _problem(
    plan: CohortPlan,
    trade: str,
    needs: Sequence[int],
    capacities: Iterable[ProviderCapacity],
    beliefs: Beliefs,
    on: date,
) -> TradeProblem:
    mine = {row.id for row in capacities}
    bends = [bend for bend in plan.bends if bend.capacity_id in mine]
    pins = tuple(
        Opening(bend.capacity_id, rank_of(plan, bend.week), bend.seats or 0)
        for bend in bends
        if bend.bend is Bend.PIN
    )
    return TradeProblem(
        trade,
        tuple(needs) or (0,) * plan.weeks,
        tuple(provider_of(plan, row, beliefs, on, pins) for row in capacities),
        pins,
        frozenset((bend.capacity_id, rank_of(plan, bend.week)) for bend in bends if bend.bend is Bend.FORBID),
        beliefs.habits,
    )


def rank_of(plan: CohortPlan, monday: date) -> int:
    """The rank of a week in the plan."""
    return (monday - plan.starts_on).days // 7


def provider_of(
    plan: CohortPlan, row: ProviderCapacity, beliefs: Beliefs, on: date, pins: Iterable[Opening] = ()
) -> Provider:
    """What a capacity may start during the plan: weeks that leave time for the information meeting."""
    kept = {pin.week for pin in pins if pin.provider == row.id}
    starts: list[Start] = []
    for rank in range(plan.weeks):
        start = start_of(plan.starts_on, rank, row.weeks, beliefs.delays)
        if start is not None and (rank in kept or _is_open(plan.starts_on + rank * WEEK, row, beliefs, on)):
            starts.append(start)
    return Provider(
        row.id,
        row.least_seats,
        row.most_seats,
        row.at_once,
        int(row.fixed_cost * 100),
        int(row.seat_cost * 100),
        int(beliefs.rates.yields * 1000),
        tuple(starts),
    )


def _is_open(monday: date, row: ProviderCapacity, beliefs: Beliefs, on: date) -> bool:
    if monday < row.since or information_for(monday, beliefs.delays) <= on:
        return False
    return row.until is None or training_end(monday, row.weeks, beliefs.delays) <= row.until
