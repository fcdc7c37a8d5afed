"""The steps of a cohort's life, its needs by worksite, its partners."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.pages import saved
from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.db import db
from facilitator.formats import plural
from facilitator.words import RuleBroken
from geiq.cohorts.enrolments.certifying_queries import certifiable, certify, named
from geiq.cohorts.enrolments.forms import CertifyForm
from geiq.cohorts.forms import NeedForm, PartForm, StepForm
from geiq.cohorts.life_rules import previous_step
from geiq.cohorts.pages import EDITORS, MEMBERS, cohort_url, form_page, own_cohort
from geiq.cohorts.record_queries import (
    add_partner,
    move_cohort,
    remove_need,
    remove_partner,
    set_need,
)
from geiq.cohorts.rules import CohortStage
from geiq.cohorts.sheet_queries import (
    check_partaker,
    partakers_offered,
    trains,
    worksite_chosen,
    worksites_offered,
)

bp = Blueprint("cohort_steps", __name__, url_prefix="/cohortes")
STAGES = {stage.value: stage for stage in CohortStage}


@bp.post("/<int:cohort_id>/etape")
@allow(*EDITORS)
def move(cohort_id: int) -> ResponseReturnValue:
    """One step forth."""
    cohort = own_cohort(cohort_id)
    step = STAGES.get(request.form.get("stage", "")) or abort(404)
    try:
        move_cohort(cohort, step)
        db.session.commit()
        flash(f"Étape : {cohort.stage.label}.")
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "error")
    return redirect(cohort_url(cohort))


@bp.get("/<int:cohort_id>/revenir")
@bp.post("/<int:cohort_id>/revenir")
@allow(*EDITORS)
def back(cohort_id: int) -> ResponseReturnValue:
    """One step back, with its reason."""
    cohort = own_cohort(cohort_id)
    step, form = previous_step(cohort.stage), StepForm()
    if step is None:
        flash("Cette cohorte est à sa première étape.", "error")
        return redirect(cohort_url(cohort))
    if saved(form, lambda: move_cohort(cohort, step, form.reason.data or "")):
        flash(f"Étape : {cohort.stage.label}.")
        return redirect(cohort_url(cohort))
    lead = f"La cohorte revient de « {cohort.stage.label} » à « {step.label} ». Les candidats ne bougent pas."
    return form_page("Revenir à l’étape précédente", form, cohort, lead=lead, submit="Revenir")


@bp.get("/<int:cohort_id>/annuler")
@bp.post("/<int:cohort_id>/annuler")
@allow(*EDITORS)
def cancel(cohort_id: int) -> ResponseReturnValue:
    """Cancel a cohort, with its reason."""
    cohort, form = own_cohort(cohort_id), StepForm()
    if saved(form, lambda: move_cohort(cohort, CohortStage.CANCELLED, form.reason.data or "")):
        flash("La cohorte est annulée.")
        return redirect(cohort_url(cohort))
    lead = "Elle quitte la liste, et ses candidats ne bougent plus. Rien n’est perdu : elle peut reprendre."
    return form_page(
        "Annuler cette cohorte", form, cohort, lead=lead, submit="Annuler la cohorte", danger=True
    )


@bp.get("/<int:cohort_id>/certification")
@bp.post("/<int:cohort_id>/certification")
@allow(*MEMBERS)
def certification(cohort_id: int) -> ResponseReturnValue:
    """When the training was certified, and who: the body says it, or the provider for its own cohort."""
    asker, cohort, form = current_asker(), own_cohort(cohort_id), CertifyForm()
    if asker.role not in BODY_ROLES and not trains(asker, cohort):
        abort(404)
    form.offer({one.id: named(one) for one in certifiable(asker, cohort)})
    if request.method != "POST":
        form.certified_on.data = form.on.data = cohort.certified_on
    said: list[int] = []

    def act() -> None:
        ticked = form.people.data or ()
        said.append(certify(asker, cohort, form.certified_on.data, ticked, form.on.data))

    if saved(form, act):
        count = plural(said[0], "personne certifiée", "personnes certifiées")
        flash(f"La certification est enregistrée : {count}.")
        return redirect(cohort_url(cohort))
    lead = "Cochez qui a été certifié un même jour ; recommencez pour un autre jour."
    return form_page("Certification", form, cohort, lead=lead)


@bp.get("/<int:cohort_id>/besoin")
@bp.post("/<int:cohort_id>/besoin")
@allow(*EDITORS)
def need(cohort_id: int) -> ResponseReturnValue:
    """So many people of the cohort are for a worksite."""
    asker, cohort, form = current_asker(), own_cohort(cohort_id), NeedForm()
    form.offer(worksites_offered(asker))

    def act() -> None:
        site = worksite_chosen(asker, form.worksite_id.data)
        set_need(cohort, site, form.people.data, form.needed_on.data)

    if saved(form, act):
        flash("Le besoin est enregistré.")
        return redirect(cohort_url(cohort, "besoins"))
    lead = "Combien de personnes de cette cohorte attend un chantier, et à partir de quand."
    return form_page("Ajouter un besoin", form, cohort, lead=lead)


@bp.get("/<int:cohort_id>/partenaire")
@bp.post("/<int:cohort_id>/partenaire")
@allow(*EDITORS)
def partner(cohort_id: int) -> ResponseReturnValue:
    """An organisation takes part in the cohort."""
    asker, cohort, form = current_asker(), own_cohort(cohort_id), PartForm()
    form.offer(partakers_offered(asker))

    def act() -> None:
        add_partner(cohort, check_partaker(asker, form.organisation_id.data), form.part.data)

    if saved(form, act):
        flash("Le partenaire est enregistré.")
        return redirect(cohort_url(cohort, "partenaires"))
    lead = (
        "Un prescripteur propose les personnes qu’il suit et ne voit qu’elles. Une entreprise voit la "
        "cohorte, et le nom des personnes qu’elle a embauchées."
    )
    return form_page("Ajouter un partenaire", form, cohort, lead=lead)


@bp.post("/<int:cohort_id>/retirer")
@allow(*EDITORS)
def remove(cohort_id: int) -> ResponseReturnValue:
    """Take a need or a partner away."""
    cohort = own_cohort(cohort_id)
    number = request.form.get("id", "")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        abort(404)
    what = remove_partner if request.form.get("what") == "partner" else remove_need
    try:
        what(cohort, int(number))
        db.session.commit()
        flash("C’est retiré.")
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "error")
    return redirect(url_for("cohorts.show", cohort_id=cohort.id))
