"""Pages of the lots and of the tranches."""

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue

from clauses.contracts.lots.forms import AffirmForm, LotForm, TrancheForm
from clauses.contracts.lots.queries import (
    add_lot,
    add_tranche,
    affirm_tranche,
    change_lot,
    change_tranche,
    remove_lot,
    remove_tranche,
)
from clauses.contracts.models import Lot, Tranche
from clauses.contracts.pages import (
    EDITORS,
    confirm_page,
    contract_url,
    form_page,
    own_contract,
    own_part,
    saved,
)
from facilitator.access import allow
from facilitator.clock import today
from facilitator.db import db

bp = Blueprint("lots", __name__, url_prefix="/marches")


@bp.get("/<int:contract_id>/lots/nouveau")
@bp.post("/<int:contract_id>/lots/nouveau")
@allow(*EDITORS)
def create(contract_id: int) -> ResponseReturnValue:
    """A new lot."""
    contract, form = own_contract(contract_id), LotForm()
    if saved(form, lambda: add_lot(contract, **form.data)):
        flash("Le lot est ajouté.")
        return redirect(contract_url(contract, "clauses"))
    return form_page("Ajouter un lot", form, contract)


@bp.get("/lots/<int:lot_id>/modifier")
@bp.post("/lots/<int:lot_id>/modifier")
@allow(*EDITORS)
def edit(lot_id: int) -> ResponseReturnValue:
    """Change a lot."""
    lot = own_part(Lot, lot_id)
    form = LotForm(obj=lot)
    if saved(form, lambda: change_lot(lot, **form.data)):
        flash("Le lot est modifié.")
        return redirect(contract_url(lot.contract, "clauses"))
    return form_page(f"Modifier le lot {lot.number}", form, lot.contract)


@bp.get("/lots/<int:lot_id>/retirer")
@bp.post("/lots/<int:lot_id>/retirer")
@allow(*EDITORS)
def delete(lot_id: int) -> ResponseReturnValue:
    """Remove a lot that carries no clause."""
    lot = own_part(Lot, lot_id)
    contract = lot.contract
    if request.method == "POST":
        remove_lot(lot)
        db.session.commit()
        flash("Le lot est retiré.")
        return redirect(contract_url(contract, "clauses"))
    sentences = ["Un lot qui porte une clause, ou le dernier lot d’un marché, ne se retire pas."]
    return confirm_page(f"Retirer le lot {lot.number} ?", contract, sentences, "Retirer ce lot")


@bp.get("/<int:contract_id>/tranches/nouvelle")
@bp.post("/<int:contract_id>/tranches/nouvelle")
@allow(*EDITORS)
def create_tranche(contract_id: int) -> ResponseReturnValue:
    """A new tranche."""
    contract, form = own_contract(contract_id), TrancheForm()
    if saved(form, lambda: add_tranche(contract, **form.data)):
        flash("La tranche est ajoutée.")
        return redirect(contract_url(contract, "tranches"))
    lead = "Les heures d’une tranche optionnelle ne comptent qu’une fois la tranche affermie."
    return form_page("Ajouter une tranche", form, contract, lead=lead)


@bp.get("/tranches/<int:tranche_id>/modifier")
@bp.post("/tranches/<int:tranche_id>/modifier")
@allow(*EDITORS)
def edit_tranche(tranche_id: int) -> ResponseReturnValue:
    """Change a tranche."""
    tranche = own_part(Tranche, tranche_id)
    form = TrancheForm(obj=tranche)
    if saved(form, lambda: change_tranche(tranche, **form.data)):
        flash("La tranche est modifiée.")
        return redirect(contract_url(tranche.contract, "tranches"))
    return form_page(f"Modifier la tranche {tranche.number}", form, tranche.contract)


@bp.get("/tranches/<int:tranche_id>/affermir")
@bp.post("/tranches/<int:tranche_id>/affermir")
@allow(*EDITORS)
def affirm(tranche_id: int) -> ResponseReturnValue:
    """Affirm an optional tranche: its hours count from that day."""
    tranche = own_part(Tranche, tranche_id)
    form = AffirmForm(affirmed_on=today())
    if saved(form, lambda: affirm_tranche(tranche, form.affirmed_on.data)):
        flash("La tranche est affermie : ses heures comptent.")
        return redirect(contract_url(tranche.contract, "tranches"))
    lead = "À partir de cette date, les heures de la tranche sont dues."
    return form_page(
        f"Affermir la tranche {tranche.number}", form, tranche.contract, lead=lead, submit="Affermir"
    )


@bp.get("/tranches/<int:tranche_id>/retirer")
@bp.post("/tranches/<int:tranche_id>/retirer")
@allow(*EDITORS)
def delete_tranche(tranche_id: int) -> ResponseReturnValue:
    """Remove a tranche on which no clause stands."""
    tranche = own_part(Tranche, tranche_id)
    contract = tranche.contract
    if request.method == "POST":
        remove_tranche(tranche)
        db.session.commit()
        flash("La tranche est retirée.")
        return redirect(contract_url(contract, "tranches"))
    sentences = ["Une tranche sur laquelle porte une clause ne se retire pas."]
    return confirm_page(
        f"Retirer la tranche {tranche.number} ?", contract, sentences, "Retirer cette tranche"
    )
