"""A step of the stage bar: what is missing, then the step."""

from flask import Blueprint, abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from clauses.contracts.forms import ReasonForm
from clauses.contracts.models import Contract
from clauses.contracts.pages import contract_url, own_contract, saved, trail
from clauses.contracts.rules import Stage
from clauses.contracts.stages.queries import facts_of, move_stage
from clauses.contracts.stages.rules import may_move, missing_before, next_stage, previous_stage
from facilitator.access import BODY_ROLES, Role, allow, current_asker
from facilitator.clock import today

bp = Blueprint("stages", __name__, url_prefix="/marches")


def step_of(contract: Contract, value: str) -> Stage:
    """The stage one step forth or back that this role may take, or 404."""
    near = {next_stage(contract.stage), previous_stage(contract.stage)}
    after = next((stage for stage in near if stage is not None and stage.value == value), None)
    if after is None or not may_move(current_asker().role, contract.stage, after):
        abort(404)
    return after


@bp.get("/<int:contract_id>/etape/<value>")
@bp.post("/<int:contract_id>/etape/<value>")
@allow(*BODY_ROLES, Role.BUYER_VALIDATOR)
def move(contract_id: int, value: str) -> ResponseReturnValue:
    """Take a step, forth or back; what is missing is said first."""
    contract = own_contract(contract_id)
    after = step_of(contract, value)
    form = ReasonForm()
    back = after is previous_stage(contract.stage)
    if saved(form, lambda: move_stage(contract, after, current_asker().role, form.reason.data or "")):
        flash(f"Le marché est à l’étape « {after.label} ».")
        return redirect(contract_url(contract))
    return render_template(
        "clauses/contracts/move.html",
        title=f"Revenir à « {after.label} » ?" if back else f"Passer à « {after.label} » ?",
        contract=contract,
        form=form,
        back=back,
        missing=[] if back else missing_before(after, facts_of(contract, today())),
        trail=trail(contract),
        cancel=contract_url(contract),
    )
