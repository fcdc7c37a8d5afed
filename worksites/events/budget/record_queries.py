"""Write the budget down: add, change, remove a line. The caller commits."""

from decimal import Decimal

from clauses.people.participants.naming_queries import check_nobody_named
from facilitator.audit.queries import record
from worksites.events.budget.rules import check_amount
from worksites.events.models import Event, EventCost


def set_cost(
    event: Event, cost: EventCost | None, label: str, planned: Decimal, spent: Decimal | None, funder: str
) -> None:
    """Add a line, or change one (euros; `spent` is None until it is known). Leaves `event.cost_set`."""
    check_amount(planned, "planned")
    check_amount(spent, "spent")
    label = check_nobody_named(event.body_id, label, "label")
    funder = check_nobody_named(event.body_id, funder, "funder")
    if cost is None:
        cost = EventCost()
        event.costs.append(cost)
    cost.label, cost.planned, cost.spent, cost.funder = label, planned, spent, funder
    record("event.cost_set", event, label=label, planned=str(planned), spent=str(spent) if spent else "")


def remove_cost(cost: EventCost) -> None:
    """Take a line away. Leaves `event.cost_removed`."""
    record("event.cost_removed", cost.event, label=cost.label, planned=str(cost.planned))
    cost.event.costs.remove(cost)
