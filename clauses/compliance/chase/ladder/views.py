"""The ladders: the body's own and its buyers', each with its history; a new one, back to the one above."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.compliance.chase.ladder.forms import LadderForm
from clauses.compliance.chase.ladder.queries import (
    buyers_followed,
    go_back,
    history_of,
    ladders_of,
    set_ladder,
)
from clauses.compliance.chase.rules import STANDARD, STEPS
from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.accounts.models import Organisation
from facilitator.clock import today
from facilitator.db import db
from facilitator.words import RuleBroken

bp = Blueprint("ladder", __name__, url_prefix="/relances/echelle")
PART = "clauses/compliance/chase/ladder"


@bp.get("/")
@allow(*BODY_ROLES)
def index() -> ResponseReturnValue:
    """The ladder in force, and that of each buyer."""
    asker = current_asker()
    ladders = ladders_of(asker.organisation_id, today())
    return render_template(
        f"{PART}/index.html",
        ladders=ladders,
        steps=STEPS,
        is_standard=ladders.own == STANDARD,
        buyers=buyers_followed(asker),
    )


def asked_buyer() -> Organisation | None:
    """The buyer that the address names; None for the body itself; 404 for somebody else's."""
    wanted = request.args.get("acheteur", "")
    if not wanted:
        return None
    known = {str(one.id): one for one in buyers_followed(current_asker())}
    return known.get(wanted) or abort(404)


@bp.get("/modifier")
@bp.post("/modifier")
@allow(*BODY_ROLES)
def edit() -> ResponseReturnValue:
    """Another ladder, from today on."""
    asker, buyer = current_asker(), asked_buyer()
    ladder = ladders_of(asker.organisation_id, today()).of(buyer.id if buyer else None)
    form = LadderForm() if request.method == "POST" else LadderForm.of(ladder)
    if form.accepted():
        try:
            set_ladder(asker, buyer, form.offsets(), today())
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            db.session.commit()
            flash("L’échelle est enregistrée.")
            return redirect(url_for(".index"))
    history = history_of(asker, buyer.id if buyer else None)
    return render_template(f"{PART}/edit.html", form=form, buyer=buyer, history=history, steps=STEPS)


@bp.post("/retablir")
@allow(*BODY_ROLES)
def reset() -> ResponseReturnValue:
    """Back to the body's own ladder, or to the house's."""
    go_back(current_asker(), asked_buyer(), today())
    db.session.commit()
    flash("L’échelle d’avant est rétablie.")
    return redirect(url_for(".index"))
