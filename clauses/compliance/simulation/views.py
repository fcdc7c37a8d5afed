"""The what-if of a contract: a GET that reads, computes and shows; nothing is ever saved."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from clauses.compliance.chart.rules import draw, rows_of
from clauses.compliance.simulation.exports import EFFECTS
from clauses.compliance.simulation.forms import TrialForm
from clauses.compliance.simulation.rules import check, effects, tried
from clauses.compliance.standing.contract_queries import Concluded, believed_of, triable_on
from clauses.compliance.standing.exports import BURN_UP, TONES
from clauses.compliance.standing.rules import conclude
from clauses.contracts.pages import contract_url, own_contract, trail
from facilitator.access import BODY_ROLES, BUYER_ROLES, allow, current_asker
from facilitator.clock import today
from facilitator.words import RuleBroken

bp = Blueprint("simulation", __name__, url_prefix="/marches")
READERS = (*BODY_ROLES, *BUYER_ROLES)


@bp.get("/<int:contract_id>/simuler")
@allow(*READERS)
def show(contract_id: int) -> ResponseReturnValue:
    """Try people, an amendment, a tranche or another end on a clause: the forecast before and after."""
    contract, day = own_contract(contract_id), today()
    clauses = triable_on(current_asker(), contract_id, day)
    form = TrialForm(formdata=request.args or None, data={"effective_on": day})
    form.clause.choices = {one.terms_id: one.label for one in clauses}
    shown = {}
    if clauses and request.args and form.validate():
        chosen = next((one for one in clauses if one.terms_id == form.clause.data), clauses[0])
        shown = outcome(contract.body_id, chosen, form)
    return render_template(
        "clauses/compliance/simulation/show.html",
        title=f"Simuler sur le marché {contract.reference}",
        contract=contract,
        clauses=clauses,
        form=form,
        shown=shown,
        effect_columns=EFFECTS,
        columns=BURN_UP,
        tones=TONES,
        trail=trail(contract),
        cancel=contract_url(contract, "avancement"),
    )


def outcome(body_id: int, chosen: Concluded, form: TrialForm) -> dict[str, object]:
    """What the trial gives; a rule's refusal stands on its field, and nothing is shown."""
    day, trial = today(), form.trial()
    try:
        check(trial, chosen.facts, day)
    except RuleBroken as broken:
        form.refuse(broken)
        return {}
    habits, limits = believed_of(body_id, day)
    after = tried(chosen.facts, trial, day)
    found = conclude(after, day, habits, limits)
    rows = rows_of(after, found)
    return {
        "label": chosen.label,
        "before": chosen.conclusion,
        "after": found,
        "effects": list(effects(chosen.conclusion, found)),
        "rows": rows,
        "drawing": draw(rows, after.starts_on, day),
    }
