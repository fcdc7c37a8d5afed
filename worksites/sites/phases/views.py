"""The phases of a worksite, typed one by one."""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from clauses.people.employments.trades.rules import offered
from facilitator.access import allow
from facilitator.db import db
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key
from worksites.sites.models import Worksite
from worksites.sites.pages import EDITORS, own_phase, own_worksite, trail, worksite_url
from worksites.sites.phases.forms import PhaseForm
from worksites.sites.phases.lot_queries import lots_on, named
from worksites.sites.phases.record_queries import add_phase, change_phase, remove_phase

bp = Blueprint("work_phases", __name__, url_prefix="/chantiers")
PART = "worksites/sites/phases"


@bp.get("/<int:worksite_id>/phases/nouvelle")
@bp.post("/<int:worksite_id>/phases/nouvelle")
@allow(*EDITORS)
def create(worksite_id: int) -> ResponseReturnValue:
    """A new phase."""
    worksite = own_worksite(worksite_id)
    form = _offered(PhaseForm(starts_on=worksite.starts_on, ends_on=worksite.ends_on), worksite)

    def act() -> str:
        add_phase(worksite, form.phase())
        return worksite_url(worksite, "phases")

    there = done_once(form, act)
    if there is not None:
        flash("La phase est enregistrée.")
        return redirect(there)
    return _form_page("Nouvelle phase", form, worksite)


@bp.get("/phases/<int:phase_id>/modifier")
@bp.post("/phases/<int:phase_id>/modifier")
@allow(*EDITORS)
def edit(phase_id: int) -> ResponseReturnValue:
    """Change a phase."""
    row = own_phase(phase_id)
    form = _offered(PhaseForm(obj=row), row.worksite)

    def act() -> str:
        change_phase(row, form.phase())
        return worksite_url(row.worksite, "phases")

    there = done_once(form, act)
    if there is not None:
        flash("La phase est modifiée.")
        return redirect(there)
    return _form_page("Modifier la phase", form, row.worksite)


@bp.get("/phases/<int:phase_id>/supprimer")
@bp.post("/phases/<int:phase_id>/supprimer")
@allow(*EDITORS)
def delete(phase_id: int) -> ResponseReturnValue:
    """Take a phase away, once confirmed."""
    row = own_phase(phase_id)
    worksite = row.worksite
    if request.method == "POST":
        remove_phase(row)
        db.session.commit()
        flash("La phase est supprimée.")
        return redirect(worksite_url(worksite, "phases"))
    return render_template(
        "clauses/contracts/confirm.html",
        title="Supprimer cette phase ?",
        sentences=[f"{row.trade} : la courbe des besoins n’en tiendra plus compte."],
        submit="Supprimer cette phase",
        cancel=worksite_url(worksite, "phases"),
        trail=trail(worksite),
        danger=True,
    )


def _offered(form: PhaseForm, worksite: Worksite) -> PhaseForm:
    form.offer([(lot.id, named(lot)) for lot in lots_on(worksite.id)])
    return form


def _form_page(title: str, form: PhaseForm, worksite: Worksite) -> ResponseReturnValue:
    form.form_key.data = form.form_key.data or new_key()
    page = render_template(
        f"{PART}/edit.html",
        title=title,
        form=form,
        trades=offered(),
        cancel=worksite_url(worksite, "phases"),
        trail=trail(worksite),
    )
    return page, 422 if form.errors else 200
