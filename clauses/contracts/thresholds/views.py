"""Pages of the threshold check: exemptions, and the body's own thresholds."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.models import Contract
from clauses.contracts.pages import (
    EDITORS,
    confirm_page,
    contract_url,
    form_page,
    own_contract,
    saved,
    trail,
)
from clauses.contracts.thresholds.forms import ExemptionForm, SettingForm
from clauses.contracts.thresholds.models import Exemption
from clauses.contracts.thresholds.queries import (
    add_setting,
    ask_exemption,
    confirm_exemption,
    current_exemption,
    settings_of,
    verdict_of,
    withdraw_exemption,
)
from clauses.contracts.thresholds.rules import PUBLISHED
from facilitator.access import Role, allow, current_asker
from facilitator.clock import today
from facilitator.db import db

bp = Blueprint("thresholds", __name__, url_prefix="/marches")


def _exemption(contract: Contract) -> Exemption:
    return current_exemption(contract) or abort(404)


@bp.get("/<int:contract_id>/dispense")
@bp.post("/<int:contract_id>/dispense")
@allow(*EDITORS)
def exempt(contract_id: int) -> ResponseReturnValue:
    """Say why a contract carries no social condition."""
    contract, form = own_contract(contract_id), ExemptionForm()
    asker = current_asker()
    if saved(form, lambda: ask_exemption(contract, form.reason.data, form.text.data or "", asker.user_id)):
        flash("La dispense est enregistrée.")
        return redirect(contract_url(contract, "seuil"))
    lead = verdict_of(contract, today()).sentence
    return form_page("Dispenser de condition sociale", form, contract, lead=lead)


@bp.get("/<int:contract_id>/dispense/confirmer")
@bp.post("/<int:contract_id>/dispense/confirmer")
@allow(*EDITORS)
def confirm(contract_id: int) -> ResponseReturnValue:
    """The second person confirms an exemption for another reason."""
    contract = own_contract(contract_id)
    exemption = _exemption(contract)
    if request.method == "POST":
        confirm_exemption(exemption, current_asker().user_id)
        db.session.commit()
        flash("La dispense est confirmée.")
        return redirect(contract_url(contract, "seuil"))
    sentences = [f"{exemption.reason.label} : {exemption.text}"]
    return confirm_page("Confirmer cette dispense ?", contract, sentences, "Confirmer", danger=False)


@bp.get("/<int:contract_id>/dispense/retirer")
@bp.post("/<int:contract_id>/dispense/retirer")
@allow(*EDITORS)
def withdraw(contract_id: int) -> ResponseReturnValue:
    """Take an exemption back."""
    contract = own_contract(contract_id)
    exemption = _exemption(contract)
    if request.method == "POST":
        withdraw_exemption(exemption)
        db.session.commit()
        flash("La dispense est retirée.")
        return redirect(contract_url(contract, "seuil"))
    sentences = ["Elle reste dans l’historique du marché."]
    return confirm_page("Retirer cette dispense ?", contract, sentences, "Retirer la dispense")


@bp.get("/seuils")
@bp.post("/seuils")
@allow(Role.HEAD)
def settings() -> ResponseReturnValue:
    """The thresholds in force, published and the body's own; the head may add one."""
    form, asker = SettingForm(), current_asker()
    body_id = asker.organisation_id

    def add() -> None:
        chosen = (form.subject.data, form.since.data, form.amount.data, form.source.data)
        add_setting(body_id, *chosen, asker.user_id)

    if saved(form, add):
        flash("Le seuil est enregistré.")
        return redirect(url_for(".settings"))
    return render_template(
        "clauses/contracts/thresholds/settings.html",
        title="Seuils et date de l’obligation",
        form=form,
        published=PUBLISHED,
        own=settings_of(body_id),
        trail=trail(),
    )
