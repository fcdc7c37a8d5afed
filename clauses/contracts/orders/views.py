"""Pages of the call-off orders."""

from flask import Blueprint, flash, redirect
from flask.typing import ResponseReturnValue

from clauses.contracts.lots.forms import OrderForm
from clauses.contracts.lots.queries import place_order
from clauses.contracts.models import Contract
from clauses.contracts.pages import EDITORS, contract_url, form_page, own_contract, saved
from clauses.contracts.stages.queries import label_of
from facilitator.access import allow

bp = Blueprint("orders", __name__, url_prefix="/marches")


@bp.get("/<int:contract_id>/bons/nouveau")
@bp.post("/<int:contract_id>/bons/nouveau")
@allow(*EDITORS)
def create(contract_id: int) -> ResponseReturnValue:
    """A new call-off order."""
    contract, form = own_contract(contract_id), OrderForm()
    form.offer([(terms.id, f"{label_of(terms)}, {terms.kind.label}") for terms in contract.terms])
    if saved(form, lambda: _place(contract, form)):
        flash("Le bon de commande est enregistré.")
        return redirect(contract_url(contract, "bons"))
    lead = (
        "Ses heures s’ajoutent à la clause à partir de sa date, réparties entre le titulaire et les "
        "cotraitants comme leurs parts actuelles."
    )
    return form_page("Enregistrer un bon de commande", form, contract, lead=lead)


def _place(contract: Contract, form: OrderForm) -> None:
    place_order(
        contract,
        form.number.data,
        form.ordered_on.data,
        next((terms for terms in contract.terms if terms.id == form.terms_id.data), None),
        title=form.title.data or "",
        amount=form.amount.data,
        ends_on=form.ends_on.data,
        minutes=form.hours.minutes or 0,
    )
