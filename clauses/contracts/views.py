"""The contracts' pages: the list and one contract."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from clauses.contracts.queries import contract_of, list_contracts
from clauses.contracts.stages.queries import missing_for_next
from clauses.contracts.thresholds.queries import verdict_of
from facilitator.access import BODY_ROLES, BUYER_ROLES, COMPANY_ROLES, allow, current_asker
from facilitator.clock import today

bp = Blueprint("contracts", __name__, url_prefix="/marches")
READERS = (*BODY_ROLES, *BUYER_ROLES, *COMPANY_ROLES)


@bp.get("/")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """The contracts the asker may see."""
    return render_template("clauses/contracts/index.html", contracts=list_contracts(current_asker()))


@bp.get("/<int:contract_id>")
@allow(*READERS)
def show(contract_id: int) -> ResponseReturnValue:
    """One contract."""
    contract = contract_of(current_asker(), contract_id) or abort(404)
    return render_template(
        "clauses/contracts/show.html",
        contract=contract,
        verdict=verdict_of(contract, today()),
        missing=missing_for_next(contract, today()),
    )
