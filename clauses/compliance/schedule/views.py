"""The plan of a clause by phases of works; without one, its hours are expected evenly."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from clauses.compliance.schedule.forms import PlanForm
from clauses.compliance.schedule.plan_rules import read_plan, written
from clauses.compliance.schedule.queries import plans_of, write_plan
from clauses.contracts.models import ClauseTerms
from clauses.contracts.pages import EDITORS, contract_url, form_page, own_part
from clauses.contracts.stages.rules import check_editable
from facilitator.access import allow
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key

LEAD = (
    "Quand les heures de cette clause seront faites, selon les phases des travaux. Vide, elles sont "
    "attendues régulièrement."
)
bp = Blueprint("schedule", __name__, url_prefix="/suivi/clauses")


@bp.get("/<int:terms_id>/planning")
@bp.post("/<int:terms_id>/planning")
@allow(*EDITORS)
def edit(terms_id: int) -> ResponseReturnValue:
    """Type or paste the planned months; empty goes back to an even rhythm."""
    terms = own_part(ClauseTerms, terms_id)
    contract = terms.lot.contract
    starts_on, ends_on = contract.starts_on or contract.notified_on, contract.ends_on
    if starts_on is None or ends_on is None:
        flash("Indiquez d’abord le début et la fin du marché.", "error")
        return redirect(url_for("contracts.edit", contract_id=contract.id))
    form = PlanForm(data={"plan": written(plans_of([terms.id]).get(terms.id))})

    def act() -> str:
        check_editable(contract.stage)
        typed = form.plan.data or ""
        planned = read_plan(typed, starts_on, ends_on) if typed.strip() else {}
        write_plan(terms, planned, form.source.data or "")
        return contract_url(contract, "avancement")

    there = done_once(form, act)
    if there is not None:
        flash("Le planning est enregistré : la prévision le suit dès maintenant.")
        return redirect(there)
    form.form_key.data = form.form_key.data or new_key()
    return form_page(
        f"Planning du lot {terms.lot.number}",
        form,
        contract,
        lead=LEAD,
        code=422 if form.errors else 200,
    )
