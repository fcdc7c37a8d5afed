"""The queue: what to check, what companies have to correct; many validated at once, after a preview."""

from collections.abc import Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.hours.ledger.rules import State
from clauses.hours.queue.exports import CHOSEN, DONE, WAITING
from clauses.hours.queue.queries import (
    MOST,
    Waiting,
    agreeing,
    chosen,
    counts_of,
    given_back,
    looked_at,
    outcome_of,
    requests_of,
    to_check,
    together,
    validate_all,
)
from clauses.hours.statements.pages import once
from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.exchange.listing import Listing
from facilitator.once.queries import new_key

bp = Blueprint("queue", __name__, url_prefix="/a-controler")
PART = "clauses/hours/queue"
FEW = 10
"""Lines of the shorter groups shown here; their lists have them all."""


@bp.get("/")
@allow(*BODY_ROLES)
def index() -> ResponseReturnValue:
    """Who must act next, and since when."""
    asker = current_asker()
    counts, here = counts_of(asker), url_for(".index")
    asked = Listing.read(here, request.args).counted(counts["to_check"])
    return render_template(
        f"{PART}/index.html",
        rows=looked_at(to_check(asker, asked.size, asked.offset)),
        columns=WAITING,
        listing=asked,
        returned=given_back(asker, FEW) if counts["to_mend"] else [],
        requests=requests_of(asker, FEW) if counts["asked"] else [],
        counts=counts,
    )


@bp.get("/valider")
@allow(*BODY_ROLES)
def preview() -> ResponseReturnValue:
    """What would be validated: every line, the totals; any may still be left out."""
    found = chosen(current_asker(), request.args.getlist("choix"))
    waiting = [each for each in found if each.state is State.SUBMITTED]
    if not waiting:
        return redirect(url_for(".index"))
    return preview_page(looked_at(waiting))


@bp.get("/concordants")
@allow(*BODY_ROLES)
def every_agreeing() -> ResponseReturnValue:
    """What agrees on every page, ticked: the same preview, where any may still be left out."""
    rows, more = agreeing(current_asker())
    if not rows:
        flash("Aucun relevé ne concorde : chacun demande un regard.")
        return redirect(url_for(".index"))
    return preview_page(rows, more)


def preview_page(rows: Sequence[Waiting], more: bool = False) -> str:
    """The page itself; `more`: others may agree, after these."""
    return render_template(
        f"{PART}/preview.html",
        rows=rows,
        more=more,
        columns=CHOSEN,
        total=sum(each.statement.declared_minutes for each in rows),
        form_key=new_key(),
    )


@bp.post("/valider")
@allow(*BODY_ROLES)
def validate_many() -> ResponseReturnValue:
    """Validate those that stayed ticked, each by itself; the answer says how each one stands."""
    keys = request.form.getlist("choix")[:MOST]

    def act() -> str:
        return url_for(".outcome", kept_id=validate_all(current_asker(), keys).id)

    return once(act) if keys else redirect(url_for(".index"))


@bp.get("/bilans/<int:kept_id>")
@allow(*BODY_ROLES)
def outcome(kept_id: int) -> ResponseReturnValue:
    """How each of the statements just sent to validation stands: none is lost."""
    kept = together(current_asker(), kept_id) or abort(404)
    found = outcome_of(current_asker(), kept.keys)
    return render_template(
        f"{PART}/outcome.html",
        columns=DONE,
        done=[each for each, why in found if not why],
        refused=[(each, why) for each, why in found if why],
        counted=sum(each.counted_minutes for each, why in found if not why),
    )
