"""Which contracts work on a worksite, for which part."""

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from facilitator.access import allow, current_asker
from facilitator.db import db
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key
from facilitator.words import RuleBroken
from worksites.sites.models import Worksite, WorksiteShare
from worksites.sites.pages import EDITORS, own_worksite, trail, worksite_url
from worksites.sites.shares.forms import PartForm, ShareForm
from worksites.sites.shares.queries import add_share, change_share, offered, remove_share, share_of_asker
from worksites.sites.shares.rules import SitePart, ratio_of

bp = Blueprint("worksite_shares", __name__, url_prefix="/chantiers")
PART = "worksites/sites/shares"


def own_share(share_id: int) -> WorksiteShare:
    """A share on one of the asker's worksites, or 404."""
    return share_of_asker(current_asker(), share_id) or abort(404)


@bp.get("/<int:worksite_id>/marches/nouveau")
@bp.post("/<int:worksite_id>/marches/nouveau")
@allow(*EDITORS)
def create(worksite_id: int) -> ResponseReturnValue:
    """A contract, or a lot, works there."""
    worksite, form = own_worksite(worksite_id), ShareForm(percentage=100)
    form.offer(offered(current_asker()))

    def act() -> str:
        contract_id, lot_id = form.chosen()
        part = SitePart(worksite.id, lot_id, ratio_of(form.percentage.data))
        add_share(worksite, (contract_id, lot_id), part, form.purpose.data)
        return worksite_url(worksite, "marches")

    there = done_once(form, act)
    if there is not None:
        flash("Le marché est rattaché au chantier.")
        return redirect(there)
    return _form_page("Rattacher un marché", form, worksite)


@bp.get("/marches/<int:share_id>/modifier")
@bp.post("/marches/<int:share_id>/modifier")
@allow(*EDITORS)
def edit(share_id: int) -> ResponseReturnValue:
    """Another part, or another purpose."""
    row = own_share(share_id)
    form = PartForm(percentage=(row.share * 100).normalize(), purpose=row.purpose)

    def act() -> str:
        part = SitePart(row.worksite_id, row.lot_id, ratio_of(form.percentage.data))
        change_share(row, part, form.purpose.data)
        return worksite_url(row.worksite, "marches")

    there = done_once(form, act)
    if there is not None:
        flash("La part est modifiée.")
        return redirect(there)
    return _form_page(f"Part du marché {row.contract.reference}", form, row.worksite)


@bp.get("/marches/<int:share_id>/retirer")
@bp.post("/marches/<int:share_id>/retirer")
@allow(*EDITORS)
def delete(share_id: int) -> ResponseReturnValue:
    """The contract no longer works there, once confirmed."""
    row = own_share(share_id)
    worksite = row.worksite
    if request.method == "POST":
        try:
            remove_share(row)
        except RuleBroken as broken:
            db.session.rollback()
            flash(broken.message, "error")
        else:
            db.session.commit()
            flash("Le marché est détaché du chantier.")
        return redirect(worksite_url(worksite, "marches"))
    return render_template(
        "clauses/contracts/confirm.html",
        title="Détacher ce marché du chantier ?",
        sentences=[f"Le marché {row.contract.reference} n’y comptera plus d’heures."],
        submit="Détacher ce marché",
        cancel=worksite_url(worksite, "marches"),
        trail=trail(worksite),
        danger=True,
    )


def _form_page(title: str, form: PartForm, worksite: Worksite) -> ResponseReturnValue:
    form.form_key.data = form.form_key.data or new_key()
    cancel = worksite_url(worksite, "marches")
    page = render_template(f"{PART}/edit.html", title=title, form=form, cancel=cancel, trail=trail(worksite))
    return page, 422 if form.errors else 200
