"""The facilitator sends the link to a company, after reading what it will receive."""

from urllib.parse import urlsplit

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.hours.declaring.inviting import queries
from clauses.hours.declaring.inviting.rules import subject, text
from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.accounts.models import Organisation
from facilitator.accounts.organisations.queries import organisation_live
from facilitator.audit.queries import is_demonstration
from facilitator.clock import today
from facilitator.db import db
from facilitator.mail.sms.queries import is_set
from facilitator.once.queries import answer_of, keep, new_key

DEMONSTRATION = "Démonstration, aucun message ne part. Voici la page que l’entreprise ouvrirait."
bp = Blueprint("inviting", __name__, url_prefix="/declarer/inviter")


def known(organisation_id: int) -> Organisation:
    """A company that the asker's body works with, or 404."""
    return organisation_live(current_asker(), organisation_id) or abort(404)


@bp.get("/<int:organisation_id>")
@allow(*sorted(BODY_ROLES))
def preview(organisation_id: int) -> ResponseReturnValue:
    """What the company would receive."""
    asker, organisation = current_asker(), known(organisation_id)
    message = queries.message_for(asker.organisation_id, organisation, today())
    dues = message.dues
    return render_template(
        "clauses/hours/declaring/inviting/preview.html",
        message=message,
        subject=subject(dues, today()) if dues else "",
        text=text(dues, "[lien personnel]", message.body.name, today()) if dues else "",
        sms_is_set=is_set(),
        form_key=new_key(),
    )


@bp.post("/<int:organisation_id>")
@allow(*sorted(BODY_ROLES))
def send(organisation_id: int) -> ResponseReturnValue:
    """Send it; pressed twice, one message."""
    asker, organisation = current_asker(), known(organisation_id)
    key, held = request.form.get("form_key", ""), request.form.to_dict(flat=False)
    sender = f"user {asker.user_id}"
    there = url_for("tasklinks_kept.index", organisation_id=organisation.id)
    if answer_of(key, sender, held):
        return redirect(there)
    message = queries.message_for(asker.organisation_id, organisation, today())
    sent = queries.send(message)
    if sent is None:
        return redirect(url_for(".preview", organisation_id=organisation.id))
    if is_demonstration():
        there = urlsplit(sent).path
    keep(key, sender, held, there)
    db.session.commit()
    flash(DEMONSTRATION if is_demonstration() else "Le message est parti.")
    return redirect(there)
