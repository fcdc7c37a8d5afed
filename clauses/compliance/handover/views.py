"""The handover page: for a leave, a new facilitator, an audit; it prints on its own."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from clauses.compliance.exchanges.exports import COLUMNS as SAID
from clauses.compliance.handover.exports import ACTIONS, CONTACTS, OFFERS, OWING, PROMISED
from clauses.compliance.handover.queries import handover_of
from clauses.compliance.standing.exports import TONES
from clauses.contracts.pages import EDITORS, own_contract, trail
from facilitator.access import allow, current_asker
from facilitator.clock import today

bp = Blueprint("handover", __name__, url_prefix="/marches")


@bp.get("/<int:contract_id>/passation")
@allow(*EDITORS)
def show(contract_id: int) -> ResponseReturnValue:
    """Promised, done, said, next: one page that nobody has to write."""
    contract = own_contract(contract_id)
    return render_template(
        "clauses/compliance/handover/show.html",
        title=f"Passation du marché {contract.reference}",
        handover=handover_of(current_asker(), contract, today()),
        contract=contract,
        promised=PROMISED,
        owing=OWING,
        actions=ACTIONS,
        offers=OFFERS,
        contacts=CONTACTS,
        said=SAID,
        tones=TONES,
        trail=trail(contract),
    )
