"""Messages in great number: who would receive what, then let them leave, or not."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import Role, allow, current_asker
from facilitator.db import db
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.queries import shown
from facilitator.mail.batches import queries
from facilitator.mail.batches.exports import COLUMNS
from facilitator.mail.models import MailBatch
from facilitator.mail.rules import ALONE_AT_MOST, BatchState, without_links

bp = Blueprint("batches", __name__, url_prefix="/envois-en-nombre")
SHOWN = 500
SAID = {
    BatchState.CONFIRMED: "Les messages partent dans les minutes qui viennent.",
    BatchState.REFUSED: "Aucun de ces messages ne partira.",
}


def found(batch_id: int) -> MailBatch:
    """The batch, when it is the asker's to decide on; 404 otherwise."""
    mine = queries.batches_of(current_asker()).where(MailBatch.id == batch_id)
    return db.session.scalar(mine) or abort(404)


@bp.get("")
@allow(Role.FACILITATOR, Role.HEAD, Role.PLATFORM_ADMIN)
def index() -> ResponseReturnValue:
    """Those that wait, and what was decided of the others."""
    states = Filter.of("etat", "État", BatchState.choices())
    listing = Listing.read(url_for(".index"), request.args, (states,), COLUMNS)
    batches = queries.batches_of(current_asker())
    if listing["etat"]:
        batches = batches.where(MailBatch.state == BatchState(listing["etat"]))
    rows, listing = shown(batches, listing)
    return render_template(
        "facilitator/mail/batches/index.html", rows=rows, listing=listing, columns=COLUMNS, most=ALONE_AT_MOST
    )


@bp.get("/<int:batch_id>")
@allow(Role.FACILITATOR, Role.HEAD, Role.PLATFORM_ADMIN)
def show(batch_id: int) -> ResponseReturnValue:
    """How many, to whom, and the first ones as they would be read."""
    batch = found(batch_id)
    readers = queries.readers(batch)
    return render_template(
        "facilitator/mail/batches/show.html",
        batch=batch,
        waits=batch.state is BatchState.TO_CONFIRM,
        size=queries.size_of(batch),
        readers=readers[:SHOWN],
        more=max(0, len(readers) - SHOWN),
        sample=[(one.to, one.subject, without_links(one.text)) for one in queries.sample(batch)],
    )


@bp.post("/<int:batch_id>/confirmer")
@allow(Role.FACILITATOR, Role.HEAD, Role.PLATFORM_ADMIN)
def confirm(batch_id: int) -> ResponseReturnValue:
    """They are meant: let them leave."""
    return _decide(batch_id, BatchState.CONFIRMED)


@bp.post("/<int:batch_id>/refuser")
@allow(Role.FACILITATOR, Role.HEAD, Role.PLATFORM_ADMIN)
def refuse(batch_id: int) -> ResponseReturnValue:
    """They are a mistake: none leaves."""
    return _decide(batch_id, BatchState.REFUSED)


def _decide(batch_id: int, state: BatchState) -> ResponseReturnValue:
    batch = found(batch_id)
    if queries.decide(batch, state, current_asker().name):
        db.session.commit()
        flash(SAID[state])
    else:
        flash(f"C’était déjà décidé : {batch.state.label.lower()}.", "error")
    return redirect(url_for(".show", batch_id=batch_id))
