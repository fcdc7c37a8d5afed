"""The addresses that do not receive, and how one receives again."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import Role, allow, current_asker
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.queries import everything, shown
from facilitator.exchange.views import download
from facilitator.mail.bounces import queries
from facilitator.mail.bounces.exports import COLUMNS
from facilitator.mail.models import BouncedAddress, OutboxMessage
from facilitator.mail.rules import BounceSource, Channel

bp = Blueprint("bounces", __name__)


def read_listing() -> Listing:
    """What the URL asks of the list."""
    filters = (Filter("q", "Adresse"), Filter.of("source", "Qui le dit", BounceSource.choices()))
    return Listing.read(url_for(".index"), request.args, filters, COLUMNS)


@bp.get("/adresses-en-erreur")
@allow(Role.FACILITATOR, Role.HEAD, Role.PLATFORM_ADMIN)
def index() -> ResponseReturnValue:
    """The addresses that the asker's body wrote to, and that do not receive."""
    listing = read_listing()
    rows, listing = shown(queries.listed(current_asker(), listing), listing)
    return render_template("facilitator/mail/bounces/index.html", rows=rows, listing=listing, columns=COLUMNS)


@bp.get("/adresses-en-erreur/export.<ending>")
@allow(Role.FACILITATOR, Role.HEAD, Role.PLATFORM_ADMIN)
def index_file(ending: str) -> ResponseReturnValue:
    """The same rows as a file."""
    listing = read_listing()
    rows = everything(queries.listed(current_asker(), listing))
    return download(ending, "Adresses en erreur", COLUMNS, rows, listing)


@bp.post("/adresses-en-erreur/<int:bounce_id>/retablir")
@allow(Role.FACILITATOR, Role.HEAD, Role.PLATFORM_ADMIN)
def clear(bounce_id: int) -> ResponseReturnValue:
    """Somebody knows that it receives again."""
    mine = queries.bounces_of(current_asker()).where(BouncedAddress.id == bounce_id)
    row = db.session.scalar(mine) or abort(404)
    record("mail.address_cleared", row)
    queries.clear_bounce(row.address)
    db.session.commit()
    flash("L’adresse n’est plus en erreur.")
    return redirect(url_for(".index"))


@bp.post("/messages/<int:message_id>/adresse-en-erreur")
@allow(Role.PLATFORM_ADMIN)
def mark(message_id: int) -> ResponseReturnValue:
    """Somebody knows, from this message, that its address does not receive."""
    message = db.session.get(OutboxMessage, message_id) or abort(404)
    if message.channel is not Channel.MAIL:
        abort(404)
    row = queries.mark_bounced(message.to, BounceSource.PERSON, "Signalée depuis un message.", now())
    record("mail.address_bounced", row)
    db.session.commit()
    flash("L’adresse est notée en erreur : la structure est invitée à confirmer ses contacts.")
    return redirect(url_for("mail.show", message_id=message.id))
