"""The hires: what employment followed a training, for the body; what is announced, for a GEIQ."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.pages import saved
from facilitator.access import BODY_ROLES, allow, current_asker
from geiq.cohorts.hires.forms import HireForm, ToldForm
from geiq.cohorts.hires.queries import employers_of, named, set_hire, tell_hire, works_offered
from geiq.cohorts.models import Enrolment
from geiq.cohorts.pages import MEMBERS, own_enrolment, trail
from geiq.cohorts.sheet_queries import hires

bp = Blueprint("hires", __name__, url_prefix="/cohortes")


@bp.get("/candidats/<int:enrolment_id>/embauche")
@bp.post("/candidats/<int:enrolment_id>/embauche")
@allow(*MEMBERS)
def hire(enrolment_id: int) -> ResponseReturnValue:
    """Tie the employment that followed, among those known; announce one that the body will confirm."""
    asker, enrolment = current_asker(), own_enrolment(enrolment_id)
    body = asker.role in BODY_ROLES
    if not body and not hires(asker, enrolment.cohort):
        abort(404)
    works = works_offered(asker, enrolment)
    return _tie(enrolment) if body or works else _tell(enrolment)


def _tie(enrolment: Enrolment) -> ResponseReturnValue:
    asker, form = current_asker(), HireForm(employment_id=enrolment.employment_id or 0)
    works = works_offered(asker, enrolment)
    form.offer([(one.id, named(one)) for one in works])
    if enrolment.employment_id is None and works and not form.is_submitted():
        form.employment_id.data = works[0].id
    said: list[str] = []
    if saved(form, lambda: said.append(set_hire(asker, enrolment, form.employment_id.data or None))):
        flash(said[0] or "L’embauche est enregistrée.")
        return redirect(url_for("enrolments.index", cohort_id=enrolment.cohort_id))
    return _page(enrolment, form, known=bool(works))


def _tell(enrolment: Enrolment) -> ResponseReturnValue:
    asker, form = current_asker(), ToldForm(obj=enrolment)
    form.offer(employers_of(asker))

    def act() -> None:
        told = (form.told_employer_id.data, form.told_contract.data, form.told_starts_on.data)
        tell_hire(asker, enrolment, *told)

    if saved(form, act):
        flash("L’embauche est annoncée : la structure qui suit la cohorte la confirmera.")
        return redirect(url_for("enrolments.index", cohort_id=enrolment.cohort_id))
    return _page(enrolment, form, known=False)


def _page(enrolment: Enrolment, form: HireForm | ToldForm, known: bool) -> ResponseReturnValue:
    cohort = enrolment.cohort
    page = render_template(
        "geiq/cohorts/hires/hire.html",
        enrolment=enrolment,
        cohort=cohort,
        form=form,
        known=known,
        body=current_asker().role in BODY_ROLES,
        cancel=url_for("enrolments.index", cohort_id=cohort.id),
        trail=[*trail(cohort), ("Candidats", url_for("enrolments.index", cohort_id=cohort.id))],
    )
    return page, 422 if form.errors else 200
