"""Read with a reason whom one does not follow; the head looks at who did, and why."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import Role, allow, current_asker
from facilitator.db import db
from facilitator.exchange.listing import Listing
from facilitator.exchange.queries import everything, shown
from facilitator.exchange.views import download
from facilitator.words import RuleBroken
from geiq.pathways.knowing.exports import COLUMNS
from geiq.pathways.knowing.forms import GlassForm
from geiq.pathways.knowing.queries import break_glass, glasses_of, reach_of, say_read
from geiq.pathways.knowing.rules import Reach
from geiq.pathways.knowing.telling import tell
from geiq.pathways.models import BrokenGlass
from geiq.pathways.pages import EDITORS, acting_page, known_pathway, pathway_url, trail

bp = Blueprint("glass", __name__, url_prefix="/parcours")


@bp.get("/<int:pathway_id>/lire")
@bp.post("/<int:pathway_id>/lire")
@allow(*EDITORS)
def ask(pathway_id: int) -> ResponseReturnValue:
    """Say why, and read for an hour."""
    asker, pathway, form = current_asker(), known_pathway(pathway_id), GlassForm()
    if reach_of(asker, pathway) is not Reach.EXISTS:
        return redirect(pathway_url(pathway))

    def act() -> str:
        tell(break_glass(asker, pathway, form.reason.data or ""), asker)
        return pathway_url(pathway)

    return acting_page(
        form,
        act,
        "Lire un parcours que vous ne suivez pas",
        trail(pathway),
        lead="Vous le lirez pendant une heure, sans rien y changer. Le responsable et ceux qui suivent la "
        "personne en sont prévenus aussitôt, et votre motif est gardé.",
        submit="Lire pendant une heure",
        cancel=pathway_url(pathway),
        done="Vous pouvez lire ce parcours pendant une heure.",
    )


def listing_of() -> Listing:
    """The list as its address asks for it."""
    return Listing.read(url_for(".index"), request.args, [], COLUMNS)


@bp.get("/lectures/")
@allow(Role.HEAD)
def index() -> ResponseReturnValue:
    """The readings with a reason, the latest first."""
    rows, listing = shown(glasses_of(current_asker()), listing_of())
    return render_template("geiq/pathways/knowing/index.html", rows=rows, columns=COLUMNS, listing=listing)


@bp.get("/lectures/export.<ending>")
@allow(Role.HEAD)
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file."""
    rows = everything(glasses_of(current_asker()))
    return download(ending, "Lectures exceptionnelles", COLUMNS, rows, listing_of())


@bp.post("/lectures/<int:glass_id>/regardee")
@allow(Role.HEAD)
def read(glass_id: int) -> ResponseReturnValue:
    """The head has looked at it."""
    found = glasses_of(current_asker()).where(BrokenGlass.id == glass_id)
    glass = db.session.scalar(found) or abort(404)
    try:
        say_read(glass, current_asker())
    except RuleBroken as broken:
        flash(broken.message, "error")
        return redirect(url_for(".index"))
    db.session.commit()
    return redirect(url_for(".index"))
