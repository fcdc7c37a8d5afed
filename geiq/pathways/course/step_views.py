"""The acts on a pathway's course: phase, extension, exit, who follows it."""

from flask import Blueprint, abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from facilitator.access import allow, current_asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.formats import day
from facilitator.words import RuleBroken
from geiq.pathways.course.forms import ExtendForm, FollowForm, LeaveForm, MoveForm
from geiq.pathways.course.queries import user_in, users_offered
from geiq.pathways.course.record_queries import (
    change_phase,
    check_entrusting,
    end,
    extend,
    follow,
    unfollow,
)
from geiq.pathways.course.rules import longest_end
from geiq.pathways.knowing.queries import reach_of
from geiq.pathways.knowing.rules import Reach
from geiq.pathways.pages import (
    EDITORS,
    READERS,
    acting_page,
    confirm_page,
    followed_pathway,
    known_pathway,
    may_entrust,
    pathway_url,
    trail,
)

bp = Blueprint("pathway_steps", __name__, url_prefix="/parcours/<int:pathway_id>")


@bp.get("/phase")
@bp.post("/phase")
@allow(*READERS)
def move(pathway_id: int) -> ResponseReturnValue:
    """Toward employment, or in it, from a day on."""
    pathway, form = followed_pathway(pathway_id), MoveForm()
    if request.method != "POST":
        form.on.data = today()

    def act() -> str:
        change_phase(pathway, form.phase.data, form.on.data, current_asker().user_id)
        return pathway_url(pathway)

    return acting_page(form, act, "Changer de phase", trail(pathway), cancel=pathway_url(pathway))


@bp.get("/prolonger")
@bp.post("/prolonger")
@allow(*READERS)
def prolong(pathway_id: int) -> ResponseReturnValue:
    """Put the planned end further, with a reason."""
    pathway, form = followed_pathway(pathway_id), ExtendForm()
    last = longest_end(pathway.starts_on, pathway.scheme.most_months)

    def act() -> str:
        extend(pathway, form.planned_end_on.data, form.reason.data or "", current_asker().user_id)
        return pathway_url(pathway)

    lead = f"Fin prévue aujourd’hui : {day(pathway.planned_end_on)}."
    lead += f" Dernier jour possible dans ce dispositif : {day(last)}." if last else ""
    return acting_page(
        form, act, "Prolonger le parcours", trail(pathway), lead=lead, cancel=pathway_url(pathway)
    )


@bp.get("/sortie")
@bp.post("/sortie")
@allow(*READERS)
def leave(pathway_id: int) -> ResponseReturnValue:
    """The person leaves the scheme."""
    pathway, form = followed_pathway(pathway_id), LeaveForm()
    if request.method != "POST":
        form.ended_on.data = today()

    def act() -> str:
        end(pathway, form.exit.data, form.ended_on.data, form.remark.data or "", current_asker().user_id)
        return pathway_url(pathway)

    return acting_page(
        form,
        act,
        "Noter la sortie",
        trail(pathway),
        lead="On demandera des nouvelles trois, six et douze mois après.",
        cancel=pathway_url(pathway),
        done="La sortie est notée.",
    )


@bp.get("/suivi")
@bp.post("/suivi")
@allow(*EDITORS)
def entrust(pathway_id: int) -> ResponseReturnValue:
    """Who follows the person: said by those who follow her, or by the head, who reads nothing by it."""
    pathway, form, asker = known_pathway(pathway_id), FollowForm(), current_asker()
    follows = reach_of(asker, pathway) is Reach.FOLLOWS
    if not may_entrust(pathway):
        abort(404)
    form.offer(users_offered(pathway.body_id))

    def act() -> str:
        user = user_in(form.user_id.data) or abort(404)
        check_entrusting(asker, pathway, user, follows)
        follow(pathway, user, bool(form.is_referent.data))
        return pathway_url(pathway)

    return acting_page(
        form,
        act,
        "Confier le suivi",
        trail(pathway),
        lead="Qui suit une personne lit son diagnostic, ses freins et ses étapes.",
        cancel=pathway_url(pathway),
    )


@bp.get("/suivi/<int:follower_id>/arreter")
@bp.post("/suivi/<int:follower_id>/arreter")
@allow(*EDITORS)
def stop(pathway_id: int, follower_id: int) -> ResponseReturnValue:
    """Somebody follows no more."""
    pathway = known_pathway(pathway_id)
    follower = next((one for one in pathway.followers if one.id == follower_id), None)
    if follower is None or not may_entrust(pathway):
        abort(404)
    if request.method == "POST":
        try:
            unfollow(pathway, follower)
        except RuleBroken as broken:
            flash(broken.message, "error")
            return redirect(pathway_url(pathway))
        db.session.commit()
        flash("Le suivi s’arrête ce soir.")
        return redirect(pathway_url(pathway))
    said = f"{follower.user.name} ne lira plus ce parcours à partir de demain."
    return confirm_page(
        "Arrêter ce suivi\u202f?", [said], "Arrêter", pathway_url(pathway), trail=trail(pathway)
    )
