"""Pages of the amendments: the sandbox (GET, saves nothing), the act (POST), its receipt."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.amendments.forms import AmendmentForm, amendment_form
from clauses.contracts.amendments.queries import (
    apply_amendment,
    check_change,
    positions_of,
    start_of,
    twin_of,
)
from clauses.contracts.amendments.rules import lines, timeline
from clauses.contracts.exports import EFFECT, GAP, STEPS
from clauses.contracts.models import Amendment, Contract
from clauses.contracts.pages import EDITORS, contract_url, own_contract, own_part, trail
from clauses.contracts.stages.rules import check_editable
from facilitator.access import allow
from facilitator.clock import today
from facilitator.db import db
from facilitator.words import RuleBroken

bp = Blueprint("amendments", __name__, url_prefix="/marches")


def _form(contract: Contract) -> AmendmentForm:
    """The form, filled from the address (sandbox) or from the POST."""
    names = {
        one.id: f"{one.organisation.name} (lot {one.terms.lot.number}, {one.party.label.lower()})"
        for one in contract.commitments
    }
    asked = request.form if request.method == "POST" else request.args
    first = {"signed_on": today(), "effective_on": today()}
    return amendment_form(names)(formdata=asked or None, data=first)


def _accepted(contract: Contract, form: AmendmentForm) -> bool:
    """Whether the amendment could be applied; what refuses it is shown on the form."""
    if not form.validate():
        return False
    try:
        check_change(contract, form.change())
    except RuleBroken as broken:
        form.refuse(broken)
        return False
    return True


@bp.get("/<int:contract_id>/avenants/nouveau")
@allow(*EDITORS)
def sandbox(contract_id: int) -> ResponseReturnValue:
    """Try an amendment: before and after for each company and at each date; nothing is saved."""
    contract = own_contract(contract_id)
    check_editable(contract.stage)
    form = _form(contract)
    good = bool(request.args) and _accepted(contract, form)
    return _sandbox_page(contract, form, good)


def _sandbox_page(contract: Contract, form: AmendmentForm, good: bool) -> ResponseReturnValue:
    positions = positions_of(contract)
    change = form.change() if good else None
    return render_template(
        "clauses/contracts/amendments/sandbox.html",
        title="Essayer un avenant",
        contract=contract,
        form=form,
        effect=(*EFFECT, GAP),
        step_columns=STEPS,
        change=change,
        lines=list(zip(contract.commitments, lines(change, positions), strict=True)) if change else [],
        steps=timeline(change, positions, start_of(contract)) if change else [],
        trail=trail(contract),
        cancel=contract_url(contract, "avenants"),
    )


@bp.post("/<int:contract_id>/avenants/nouveau")
@allow(*EDITORS)
def apply(contract_id: int) -> ResponseReturnValue:
    """Apply the amendment as a dated version; the same form sent twice applies once."""
    contract = own_contract(contract_id)
    form = _form(contract)
    if form.validate() and (twin := twin_of(contract, form.change())) is not None:
        return redirect(url_for(".show", amendment_id=twin.id))
    if not _accepted(contract, form):
        return _sandbox_page(contract, form, good=False)
    amendment = apply_amendment(contract, form.change())
    db.session.commit()
    flash(f"L’avenant {amendment.number} est appliqué.")
    return redirect(url_for(".show", amendment_id=amendment.id))


@bp.get("/avenants/<int:amendment_id>")
@allow(*EDITORS)
def show(amendment_id: int) -> ResponseReturnValue:
    """The receipt of an amendment: what it changed, and from when."""
    amendment = own_part(Amendment, amendment_id)
    return render_template(
        "clauses/contracts/amendments/show.html",
        title=f"Avenant {amendment.number} du marché {amendment.contract.reference}",
        amendment=amendment,
        effect=EFFECT,
        contract=amendment.contract,
        trail=trail(amendment.contract),
    )
