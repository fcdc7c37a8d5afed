"""Pages of the commitments: who owes what, corrections, the split among a group."""

from decimal import Decimal

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from clauses.contracts.commitments.forms import CommitmentForm, ShareForm, weights_form
from clauses.contracts.commitments.queries import (
    add_commitment,
    change_commitment,
    remove_commitment,
    share_out,
)
from clauses.contracts.commitments.rules import split
from clauses.contracts.models import ClauseTerms, Commitment
from clauses.contracts.pages import (
    EDITORS,
    confirm_page,
    contract_url,
    form_page,
    own_part,
    saved,
    trail,
)
from clauses.contracts.queries import organisations_met
from clauses.contracts.rules import Party
from facilitator.access import allow, current_asker
from facilitator.accounts.queries import find_or_meet
from facilitator.accounts.rules import DECLARING_KINDS, OrganisationKind, parse_siret
from facilitator.db import db
from facilitator.formats import hours
from facilitator.words import RuleBroken

bp = Blueprint("commitments", __name__, url_prefix="/marches")


def _company(form: CommitmentForm) -> int:
    """The company chosen, or the new one of the SIRET typed."""
    if form.organisation_id.data:
        return int(form.organisation_id.data)
    if not form.siret.data or not form.name.data:
        field = "name" if form.siret.data else "organisation_id"
        raise RuleBroken("Choisissez une entreprise, ou indiquez le SIRET et le nom d’une nouvelle.", field)
    siret = parse_siret(form.siret.data)
    body_id = current_asker().organisation_id
    return find_or_meet(body_id, OrganisationKind.COMPANY, siret, form.name.data).id


def _add(terms: ClauseTerms, form: CommitmentForm) -> None:
    parent = next((one for one in terms.commitments if one.id == form.parent_id.data), None)
    minutes = form.hours.minutes or 0
    add_commitment(terms, _company(form), form.party.data, minutes, parent, form.starts_on.data)


@bp.get("/clauses/<int:terms_id>/engagements/nouveau")
@bp.post("/clauses/<int:terms_id>/engagements/nouveau")
@allow(*EDITORS)
def create(terms_id: int) -> ResponseReturnValue:
    """A company owes hours of this clause."""
    terms = own_part(ClauseTerms, terms_id)
    contract, form = terms.lot.contract, CommitmentForm()
    parents = [(one.id, one.organisation.name) for one in terms.commitments]
    form.offer(organisations_met(current_asker(), DECLARING_KINDS), parents)
    if saved(form, lambda: _add(terms, form)):
        flash("L’engagement est enregistré.")
        return redirect(contract_url(contract, "clauses"))
    if request.method != "POST":
        form.hours.data = Decimal(_left(terms))
        form.party.data = Party.JOINT_CONTRACTOR if terms.commitments else Party.HOLDER
    left = _left(terms)
    lead = f"Il reste {hours(left * 60)} à répartir sur cette clause." if left else ""
    return form_page(f"Qui doit les heures du lot {terms.lot.number} ?", form, contract, lead=lead)


def _left(terms: ClauseTerms) -> int:
    """Whole hours that nobody owes yet."""
    owed = sum(one.minutes for one in terms.commitments if one.party is not Party.SUBCONTRACTOR)
    return max(0, (terms.minutes or 0) - owed) // 60


@bp.get("/engagements/<int:commitment_id>/corriger")
@bp.post("/engagements/<int:commitment_id>/corriger")
@allow(*EDITORS)
def edit(commitment_id: int) -> ResponseReturnValue:
    """Correct a share, until the contract runs."""
    row = own_part(Commitment, commitment_id)
    contract, form = row.terms.lot.contract, ShareForm(obj=row)
    if request.method != "POST":
        form.show(row)
    if saved(form, lambda: change_commitment(row, form.hours.minutes or 0, form.starts_on.data)):
        flash("L’engagement est corrigé.")
        return redirect(contract_url(contract, "clauses"))
    lead = "Une fois le marché en cours, les heures changent par avenant."
    return form_page("Corriger un engagement", form, contract, lead=lead)


@bp.get("/engagements/<int:commitment_id>/retirer")
@bp.post("/engagements/<int:commitment_id>/retirer")
@allow(*EDITORS)
def delete(commitment_id: int) -> ResponseReturnValue:
    """Remove a commitment on which nothing stands."""
    row = own_part(Commitment, commitment_id)
    contract = row.terms.lot.contract
    if request.method == "POST":
        remove_commitment(row)
        db.session.commit()
        flash("L’engagement est retiré.")
        return redirect(contract_url(contract, "clauses"))
    sentences = [f"{row.party.label}, {hours(row.minutes)}. Ses heures seront à répartir de nouveau."]
    return confirm_page("Retirer cet engagement ?", contract, sentences, "Retirer cet engagement")


@bp.get("/clauses/<int:terms_id>/repartir")
@bp.post("/clauses/<int:terms_id>/repartir")
@allow(*EDITORS)
def split_hours(terms_id: int) -> ResponseReturnValue:
    """Share the target out among a group by weights: a proposal first (GET), then kept (POST)."""
    terms = own_part(ClauseTerms, terms_id)
    contract = terms.lot.contract
    bearers = [one for one in terms.commitments if one.party is not Party.SUBCONTRACTOR]
    shape = weights_form({one.id: one.organisation.name for one in bearers})
    asked = request.form if request.method == "POST" else request.args
    form = shape(formdata=asked or None, data={f"weight_{one.id}": one.minutes // 60 for one in bearers})
    proposal = None
    if asked and form.validate():
        weights = [max(0, int(form[f"weight_{one.id}"].data * 100)) for one in bearers]
        parts = split(terms.minutes or 0, weights)
        proposal = list(zip(bearers, parts, strict=True))
        if saved(form, lambda: share_out(terms, {one.id: part for one, part in proposal})):
            flash("Les heures sont réparties.")
            return redirect(contract_url(contract, "clauses"))
    return render_template(
        "clauses/contracts/split.html",
        title=f"Répartir les heures du lot {terms.lot.number}",
        form=form,
        terms=terms,
        proposal=proposal,
        trail=trail(contract),
        cancel=contract_url(contract),
    )
