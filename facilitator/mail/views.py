"""The outbox, as the platform's administrator reads it."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import Role, allow
from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.exchange.listing import Filter, FilterKind, Listing
from facilitator.exchange.queries import everything, shown
from facilitator.exchange.views import download
from facilitator.mail import queries
from facilitator.mail.exports import COLUMNS
from facilitator.mail.models import OutboxMessage
from facilitator.mail.rules import Channel, MailState

bp = Blueprint("mail", __name__)


def read_listing() -> Listing:
    """What the URL asks of the outbox."""
    filters = (
        Filter("q", "Adresse ou objet"),
        Filter.of("etat", "État", MailState.choices()),
        Filter.of("nature", "Nature", [(kind, kind) for kind in queries.kinds()]),
        Filter("depuis", "Écrit depuis le", kind=FilterKind.DATE),
    )
    return Listing.read(url_for(".index"), request.args, filters, COLUMNS, "-date")


def found(message_id: int) -> OutboxMessage:
    """The message; 404 when there is none."""
    return db.session.get(OutboxMessage, message_id) or abort(404)


@bp.get("/messages")
@allow(Role.PLATFORM_ADMIN)
def index() -> ResponseReturnValue:
    """Every message, the latest first."""
    listing = read_listing()
    rows, listing = shown(queries.messages(listing), listing)
    return render_template("facilitator/mail/index.html", rows=rows, listing=listing, columns=COLUMNS)


@bp.get("/messages/export.<ending>")
@allow(Role.PLATFORM_ADMIN)
def index_file(ending: str) -> ResponseReturnValue:
    """The same rows as a file, every page together."""
    listing = read_listing()
    return download(ending, "Messages", COLUMNS, everything(queries.messages(listing)), listing)


@bp.get("/messages/<int:message_id>")
@allow(Role.PLATFORM_ADMIN)
def show(message_id: int) -> ResponseReturnValue:
    """One message, as it was written."""
    message = found(message_id)
    return render_template(
        "facilitator/mail/show.html",
        message=message,
        is_dead=message.state is MailState.DEAD,
        is_mail=message.channel is Channel.MAIL,
    )


@bp.post("/messages/<int:message_id>/remettre-en-file")
@allow(Role.PLATFORM_ADMIN)
def requeue(message_id: int) -> ResponseReturnValue:
    """Try a dead letter again, from the start."""
    message = found(message_id)
    if message.state is MailState.DEAD:
        queries.requeue(message)
        record("mail.requeued", message)
        db.session.commit()
    flash("Le message est remis en file.")
    return redirect(url_for(".show", message_id=message.id))
