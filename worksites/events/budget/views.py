"""The budget of an event: its lines."""

from decimal import Decimal

from flask import Blueprint, abort, redirect
from flask.typing import ResponseReturnValue

from facilitator.access import allow, current_asker
from worksites.events.budget.forms import CostForm
from worksites.events.budget.record_queries import remove_cost, set_cost
from worksites.events.models import Event, EventCost
from worksites.events.pages import EDITORS, done, event_url, own_event, part_page
from worksites.events.queries import part_of

bp = Blueprint("event_costs", __name__, url_prefix="/evenements")
PART = "budget"


def own_cost(cost_id: int) -> EventCost:
    """A line of the budget of one of the asker's events, or 404."""
    return part_of(current_asker(), EventCost, cost_id) or abort(404)


@bp.get("/<int:event_id>/budget")
@bp.post("/<int:event_id>/budget")
@allow(*EDITORS)
def add(event_id: int) -> ResponseReturnValue:
    """One line more."""
    return _page("Ajouter une dépense", own_event(event_id), None, CostForm())


@bp.get("/budget/<int:cost_id>")
@bp.post("/budget/<int:cost_id>")
@allow(*EDITORS)
def edit(cost_id: int) -> ResponseReturnValue:
    """Change a line."""
    cost = own_cost(cost_id)
    return _page("Modifier la dépense", cost.event, cost, CostForm(obj=cost))


@bp.post("/budget/<int:cost_id>/supprimer")
@allow(*EDITORS)
def remove(cost_id: int) -> ResponseReturnValue:
    """Take a line away."""
    cost = own_cost(cost_id)
    event = cost.event
    done(lambda: remove_cost(cost), "La dépense est supprimée.")
    return redirect(event_url(event, PART))


def _page(title: str, event: Event, cost: EventCost | None, form: CostForm) -> ResponseReturnValue:
    def act() -> None:
        planned = form.planned.data or Decimal(0)
        set_cost(event, cost, form.label.data or "", planned, form.spent.data, form.funder.data or "")

    return part_page(title, form, event, act, PART)
