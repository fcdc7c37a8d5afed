"""Tie the hires that are proposed, one or all; say that one is not; undo."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import allow, current_asker
from facilitator.db import db
from facilitator.formats import plural
from facilitator.words import RuleBroken
from geiq.cohorts.hires.pages import check_hirer, hired_by_asker
from geiq.cohorts.hires.proposed_queries import pass_over, to_tie
from geiq.cohorts.hires.queries import set_hire
from geiq.cohorts.pages import MEMBERS, own_cohort

bp = Blueprint("tying", __name__, url_prefix="/cohortes")
ANCHOR = "embauches"


def sent_work() -> int:
    """The employment that the form names; 0 for anything else."""
    text = request.form.get("employment_id", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


@bp.post("/candidats/<int:enrolment_id>/embauche/rattacher")
@allow(*MEMBERS)
def tie(enrolment_id: int) -> ResponseReturnValue:
    """The employment proposed is the hire."""
    enrolment = hired_by_asker(enrolment_id)
    cohort_id, tied = enrolment.cohort_id, None
    try:
        advice = set_hire(current_asker(), enrolment, sent_work())
        db.session.commit()
        tied = enrolment.id
        flash(advice or "L’embauche est rattachée.")
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "error")
    return redirect(url_for("cohorts.show", cohort_id=cohort_id, rattachee=tied, _anchor=ANCHOR))


@bp.post("/<int:cohort_id>/embauches/rattacher")
@allow(*MEMBERS)
def tie_all(cohort_id: int) -> ResponseReturnValue:
    """All those that the page showed and that are still proposed."""
    cohort, sent = own_cohort(cohort_id), set(request.form.getlist("paires"))
    check_hirer(cohort)
    asker = current_asker()
    chosen = [one for one in to_tie(asker, cohort) if f"{one.enrolment.id} {one.work.id}" in sent]
    for one in chosen:
        set_hire(asker, one.enrolment, one.work.id)
    if chosen:
        db.session.commit()
    flash(plural(len(chosen), "embauche rattachée", "embauches rattachées") + ".")
    return redirect(url_for("cohorts.show", cohort_id=cohort_id, _anchor=ANCHOR))


@bp.post("/candidats/<int:enrolment_id>/embauche/ecarter")
@allow(*MEMBERS)
def pass_by(enrolment_id: int) -> ResponseReturnValue:
    """The employment proposed is not the hire."""
    enrolment = hired_by_asker(enrolment_id)
    if any(
        one.enrolment.id == enrolment.id and one.work.id == sent_work()
        for one in to_tie(current_asker(), enrolment.cohort)
    ):
        pass_over(enrolment, sent_work())
        db.session.commit()
    flash("Ce contrat ne sera plus proposé pour cette formation.")
    return redirect(url_for("cohorts.show", cohort_id=enrolment.cohort_id, _anchor=ANCHOR))


@bp.post("/candidats/<int:enrolment_id>/embauche/delier")
@allow(*MEMBERS)
def undo(enrolment_id: int) -> ResponseReturnValue:
    """The hire tied a moment ago is not one after all."""
    enrolment = hired_by_asker(enrolment_id)
    if enrolment.employment_id is not None:
        set_hire(current_asker(), enrolment, None)
        db.session.commit()
    flash("L’embauche n’est plus rattachée.")
    return redirect(url_for("cohorts.show", cohort_id=enrolment.cohort_id, _anchor=ANCHOR))
