"""The planned curve of the clauses, from the phases: shown first, then written."""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from facilitator.access import allow, current_asker
from facilitator.clock import today
from facilitator.formats import plural
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key
from worksites.sites.pages import EDITORS, own_worksite, trail, worksite_url
from worksites.sites.planned.exports import PROPOSALS
from worksites.sites.planned.forms import PlannedForm
from worksites.sites.planned.queries import proposals_of, write_plans

bp = Blueprint("phase_plans", __name__, url_prefix="/chantiers")


@bp.get("/<int:worksite_id>/plannings")
@bp.post("/<int:worksite_id>/plannings")
@allow(*EDITORS)
def edit(worksite_id: int) -> ResponseReturnValue:
    """What each clause would expect month by month; written for those that are chosen."""
    worksite = own_worksite(worksite_id)
    found = proposals_of(current_asker(), worksite, today())
    form = PlannedForm()
    form.clauses.choices = {one.terms_id: one.label for one in found}
    if request.method != "POST":
        form.clauses.data = [one.terms_id for one in found if not one.replaces]

    def act() -> str:
        chosen = [one for one in found if one.terms_id in (form.clauses.data or [])]
        write_plans(worksite, chosen, today())
        return worksite_url(worksite)

    there = done_once(form, act)
    if there is not None:
        count = len(form.clauses.data or [])
        flash(
            f"{plural(count, 'planning écrit', 'plannings écrits')} : la prévision les suit dès maintenant."
        )
        return redirect(there)
    form.form_key.data = form.form_key.data or new_key()
    page = render_template(
        "worksites/sites/planned/edit.html",
        form=form,
        rows=found,
        columns=PROPOSALS,
        cancel=worksite_url(worksite),
        trail=trail(worksite),
    )
    return page, 422 if form.errors else 200
