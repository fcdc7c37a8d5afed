"""Pages of the clause terms and of their penalty schedule."""

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue

from clauses.contracts.models import ClauseTerms, Contract, Lot, PenaltyTerm, Tranche
from clauses.contracts.pages import (
    EDITORS,
    confirm_page,
    contract_url,
    form_page,
    own_part,
    saved,
)
from clauses.contracts.rules import ContractForm
from clauses.contracts.terms.forms import LimitsForm, PenaltyForm, TermsForm
from clauses.contracts.terms.queries import (
    add_terms,
    change_terms,
    limit_penalties,
    remove_penalty,
    remove_terms,
    set_penalty,
)
from facilitator.access import allow
from facilitator.db import db

bp = Blueprint("terms", __name__, url_prefix="/marches")
CCAG_LEAD = (
    "Rien ne s’applique d’office. Les CCAG de 2021 plafonnent les pénalités de retard à 10 % du montant du "
    "marché et en dispensent jusqu’à 1 000 € (FCS, PI et TIC, article 14.1 ; travaux, 19.2) : recopiez ces "
    "limites si les pièces du marché s’y réfèrent et les étendent à la clause d’insertion."
)


def _offered(form: TermsForm, contract: Contract) -> TermsForm:
    form.offer([(tranche.id, tranche.title) for tranche in contract.tranches])
    if contract.form is not ContractForm.FRAMEWORK:
        del form.by_orders
    return form


def _tranche(form: TermsForm, contract: Contract) -> Tranche | None:
    return next((one for one in contract.tranches if one.id == form.tranche_id.data), None)


@bp.get("/lots/<int:lot_id>/clauses/nouvelle")
@bp.post("/lots/<int:lot_id>/clauses/nouvelle")
@allow(*EDITORS)
def create(lot_id: int) -> ResponseReturnValue:
    """Describe a clause of a lot."""
    lot = own_part(Lot, lot_id)
    form = _offered(TermsForm(), lot.contract)
    if saved(form, lambda: add_terms(lot, _tranche(form, lot.contract), **form.values())):
        flash("La clause est enregistrée. Indiquez maintenant qui doit ces heures.")
        return redirect(contract_url(lot.contract, "clauses"))
    lead = "Reprenez ce que disent les pièces du marché : elles prévalent sur tout usage."
    return form_page(f"Décrire une clause du lot {lot.number}", form, lot.contract, lead=lead)


@bp.get("/clauses/<int:terms_id>/modifier")
@bp.post("/clauses/<int:terms_id>/modifier")
@allow(*EDITORS)
def edit(terms_id: int) -> ResponseReturnValue:
    """Change clause terms."""
    terms = own_part(ClauseTerms, terms_id)
    contract = terms.lot.contract
    form = _offered(TermsForm(obj=terms), contract)
    if request.method != "POST":
        form.show(terms)
    if saved(form, lambda: change_terms(terms, _tranche(form, contract), **form.values())):
        flash("La clause est modifiée.")
        return redirect(contract_url(contract, "clauses"))
    return form_page(f"Modifier la clause du lot {terms.lot.number}", form, contract)


@bp.get("/clauses/<int:terms_id>/retirer")
@bp.post("/clauses/<int:terms_id>/retirer")
@allow(*EDITORS)
def delete(terms_id: int) -> ResponseReturnValue:
    """Remove a clause that nobody is committed to."""
    terms = own_part(ClauseTerms, terms_id)
    contract = terms.lot.contract
    if request.method == "POST":
        remove_terms(terms)
        db.session.commit()
        flash("La clause est retirée.")
        return redirect(contract_url(contract, "clauses"))
    sentences = ["Une clause à laquelle des entreprises sont engagées ne se retire pas."]
    return confirm_page(
        f"Retirer la clause du lot {terms.lot.number} ?", contract, sentences, "Retirer cette clause"
    )


@bp.get("/clauses/<int:terms_id>/penalite")
@bp.post("/clauses/<int:terms_id>/penalite")
@allow(*EDITORS)
def penalty(terms_id: int) -> ResponseReturnValue:
    """Say what a breach costs; a second line for the same breach replaces the first."""
    terms = own_part(ClauseTerms, terms_id)
    contract, form = terms.lot.contract, PenaltyForm()
    if saved(form, lambda: set_penalty(terms, **form.values())):
        flash("La pénalité est enregistrée.")
        return redirect(contract_url(contract, "clauses"))
    lead = (
        "Reprenez le barème des pièces du marché. Une seconde ligne pour le même manquement remplace l’autre."
    )
    return form_page(f"Pénalité de la clause du lot {terms.lot.number}", form, contract, lead=lead)


@bp.get("/clauses/<int:terms_id>/plafond")
@bp.post("/clauses/<int:terms_id>/plafond")
@allow(*EDITORS)
def limits(terms_id: int) -> ResponseReturnValue:
    """Say what bounds all the penalties of a clause together."""
    terms = own_part(ClauseTerms, terms_id)
    contract, form = terms.lot.contract, LimitsForm()
    if request.method != "POST":
        form.show(terms)
    if saved(form, lambda: limit_penalties(terms, **form.values())):
        flash("Le plafond des pénalités est enregistré.")
        return redirect(contract_url(contract, "clauses"))
    return form_page(f"Plafond des pénalités du lot {terms.lot.number}", form, contract, lead=CCAG_LEAD)


@bp.get("/penalites/<int:penalty_id>/retirer")
@bp.post("/penalites/<int:penalty_id>/retirer")
@allow(*EDITORS)
def delete_penalty(penalty_id: int) -> ResponseReturnValue:
    """Take a line off the penalty schedule."""
    row = own_part(PenaltyTerm, penalty_id)
    contract = row.terms.lot.contract
    if request.method == "POST":
        remove_penalty(row)
        db.session.commit()
        flash("La pénalité est retirée.")
        return redirect(contract_url(contract, "clauses"))
    sentences = [f"{row.trigger.label} : cette ligne du barème est effacée."]
    return confirm_page("Retirer cette pénalité ?", contract, sentences, "Retirer cette pénalité")
