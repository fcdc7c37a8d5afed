"""Assessments, barriers and steps of a pathway, for those who follow it alone; the steps to do."""

from datetime import date

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.people.abilities.rules import Licence
from facilitator.access import allow, current_asker
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.queries import everything, shown
from facilitator.exchange.views import download
from facilitator.setting import setting
from geiq.pathways.care.calendar import step_file
from geiq.pathways.care.exports import STEPS
from geiq.pathways.care.forms import AssessmentForm, BarrierForm, StepForm
from geiq.pathways.care.queries import (
    MOST_COMPARED,
    assess,
    drop_barrier,
    drop_step,
    finish_step,
    put_step,
    say_barrier,
    steps_to_do,
)
from geiq.pathways.models import Barrier, Pathway, PathwayStep
from geiq.pathways.pages import READERS, acting_page, confirm_page, followed_pathway, pathway_url, trail

bp = Blueprint("care", __name__, url_prefix="/parcours")


def own_step(pathway: Pathway, step_id: int) -> PathwayStep:
    """A step of this pathway, or 404."""
    return next((one for one in pathway.steps if one.id == step_id), None) or abort(404)


def own_barrier(pathway: Pathway, barrier_id: int) -> Barrier:
    """A barrier of this pathway, or 404."""
    return next((one for one in pathway.barriers if one.id == barrier_id), None) or abort(404)


@bp.get("/<int:pathway_id>/diagnostic")
@bp.post("/<int:pathway_id>/diagnostic")
@allow(*READERS)
def assessment(pathway_id: int) -> ResponseReturnValue:
    """A new assessment, that begins where the last one stood."""
    pathway = followed_pathway(pathway_id)
    last = pathway.assessments[0] if pathway.assessments else None
    form = AssessmentForm(obj=last)
    form.offer()
    if request.method != "POST":
        form.made_on.data = today()

    def act() -> str:
        assess(pathway, current_asker().user_id, **form.values())
        return pathway_url(pathway, "diagnostics")

    lead = "Ce que vous enregistrez s’ajoute : le diagnostic précédent reste, et se compare."
    return acting_page(
        form, act, "Nouveau diagnostic", trail(pathway), lead=lead, cancel=pathway_url(pathway)
    )


@bp.get("/<int:pathway_id>/diagnostics")
@allow(*READERS)
def compare(pathway_id: int) -> ResponseReturnValue:
    """The last assessments side by side."""
    pathway = followed_pathway(pathway_id)
    return render_template(
        "geiq/pathways/care/compare.html",
        pathway=pathway,
        rows=list(reversed(pathway.assessments[:MOST_COMPARED])),
        licences=dict(Licence.choices()),
        trail=trail(pathway),
    )


@bp.get("/<int:pathway_id>/frein")
@bp.post("/<int:pathway_id>/frein")
@allow(*READERS)
def barrier(pathway_id: int) -> ResponseReturnValue:
    """Say that a barrier exists, or where one that is known stands."""
    pathway = followed_pathway(pathway_id)
    return _barrier_sheet(pathway, BarrierForm())


@bp.get("/<int:pathway_id>/frein/<int:barrier_id>")
@bp.post("/<int:pathway_id>/frein/<int:barrier_id>")
@allow(*READERS)
def edit_barrier(pathway_id: int, barrier_id: int) -> ResponseReturnValue:
    """Where a barrier stands now. Its kind stands in no address: a server's log would keep it."""
    pathway = followed_pathway(pathway_id)
    return _barrier_sheet(pathway, BarrierForm(obj=own_barrier(pathway, barrier_id)))


def _barrier_sheet(pathway: Pathway, form: BarrierForm) -> ResponseReturnValue:
    def act() -> str:
        say_barrier(pathway, form.kind.data, form.state.data, form.action.data or "")
        return pathway_url(pathway, "freins")

    lead = (
        "De la santé, on note seulement qu’un frein existe et s’il est pris en charge : jamais rien d’autre."
    )
    return acting_page(form, act, "Noter un frein", trail(pathway), lead=lead, cancel=pathway_url(pathway))


@bp.get("/<int:pathway_id>/frein/<int:barrier_id>/retirer")
@bp.post("/<int:pathway_id>/frein/<int:barrier_id>/retirer")
@allow(*READERS)
def take_barrier(pathway_id: int, barrier_id: int) -> ResponseReturnValue:
    """A barrier noted by mistake goes."""
    pathway = followed_pathway(pathway_id)
    row = own_barrier(pathway, barrier_id)
    if request.method == "POST":
        drop_barrier(pathway, row)
        db.session.commit()
        flash("Le frein est retiré.")
        return redirect(pathway_url(pathway, "freins"))
    said = f"{row.kind.label}. Ne retirez qu’une erreur : un frein qui n’existe plus se note « Levé »."
    back = pathway_url(pathway, "freins")
    return confirm_page("Retirer ce frein\u202f?", [said], "Retirer", back, trail=trail(pathway))


@bp.get("/<int:pathway_id>/etape")
@bp.post("/<int:pathway_id>/etape")
@allow(*READERS)
def add_step(pathway_id: int) -> ResponseReturnValue:
    """Agree on a step."""
    return _step_sheet(followed_pathway(pathway_id), None)


@bp.get("/<int:pathway_id>/etape/<int:step_id>")
@bp.post("/<int:pathway_id>/etape/<int:step_id>")
@allow(*READERS)
def edit_step(pathway_id: int, step_id: int) -> ResponseReturnValue:
    """Change a step."""
    pathway = followed_pathway(pathway_id)
    return _step_sheet(pathway, own_step(pathway, step_id))


def _step_sheet(pathway: Pathway, step: PathwayStep | None) -> ResponseReturnValue:
    form = StepForm(obj=step)

    def act() -> str:
        put_step(pathway, step, **form.values())
        return pathway_url(pathway, "etapes")

    title = "Modifier l’étape" if step else "Nouvelle étape"
    lead = "La personne lit ceci sur sa page : des mots simples, un lieu, un nom et un numéro."
    return acting_page(form, act, title, trail(pathway), lead=lead, cancel=pathway_url(pathway))


@bp.post("/<int:pathway_id>/etape/<int:step_id>/faite")
@allow(*READERS)
def finish(pathway_id: int, step_id: int) -> ResponseReturnValue:
    """A step is done; once more, it is to do again."""
    pathway = followed_pathway(pathway_id)
    step = own_step(pathway, step_id)
    finish_step(step, None if step.done_on else today())
    db.session.commit()
    flash("L’étape est faite." if step.done_on else "L’étape est de nouveau à faire.")
    return redirect(pathway_url(pathway, "etapes"))


@bp.get("/<int:pathway_id>/etape/<int:step_id>/retirer")
@bp.post("/<int:pathway_id>/etape/<int:step_id>/retirer")
@allow(*READERS)
def take_step(pathway_id: int, step_id: int) -> ResponseReturnValue:
    """A step will not be."""
    pathway = followed_pathway(pathway_id)
    step, back = own_step(pathway, step_id), pathway_url(pathway, "etapes")
    if request.method == "POST":
        drop_step(pathway, step)
        db.session.commit()
        flash("L’étape est retirée.")
        return redirect(back)
    return confirm_page("Retirer cette étape\u202f?", [step.title], "Retirer", back, trail=trail(pathway))


@bp.get("/<int:pathway_id>/etape/<int:step_id>.ics")
@allow(*READERS)
def calendar(pathway_id: int, step_id: int) -> ResponseReturnValue:
    """A step for a calendar: it names nobody."""
    step = own_step(followed_pathway(pathway_id), step_id)
    body = step_file(step, str(setting("BASE_URL")), now())
    headers = {"Content-Disposition": f'attachment; filename="etape-{step.id}.ics"'}
    return Response(body, content_type="text/calendar; charset=utf-8", headers=headers)


def listing_of() -> Listing:
    """The steps to do as their address asks for them."""
    late = Filter.of("retard", "Retard", [("oui", "En retard seulement")])
    return Listing.read(url_for(".to_do"), request.args, [late], STEPS)


@bp.get("/etapes/")
@allow(*READERS)
def to_do() -> ResponseReturnValue:
    """The steps to do of the people whom the asker follows."""
    listing = listing_of()
    rows, listing = shown(steps_to_do(current_asker(), _late(listing)), listing)
    return render_template(
        "geiq/pathways/care/to_do.html", rows=rows, columns=STEPS, listing=listing, today=today()
    )


@bp.get("/etapes/export.<ending>")
@allow(*READERS)
def to_do_file(ending: str) -> ResponseReturnValue:
    """The same as a file."""
    listing = listing_of()
    return download(
        ending, "Étapes à faire", STEPS, everything(steps_to_do(current_asker(), _late(listing))), listing
    )


def _late(listing: Listing) -> date | None:
    return today() if listing["retard"] else None
