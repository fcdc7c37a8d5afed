"""An invited company or partner answers from the event's page."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import allow, current_asker
from facilitator.db import db
from facilitator.words import RuleBroken
from worksites.events.guests.answering.rules import WORDS
from worksites.events.guests.own.queries import own_guest
from worksites.events.guests.pages import own_event
from worksites.events.guests.place_queries import answer
from worksites.events.pages import INVITED

bp = Blueprint("guest_own", __name__)


@bp.post("/evenements/<int:event_id>/ma-reponse")
@allow(*INVITED)
def say(event_id: int) -> ResponseReturnValue:
    """Yes, maybe or no, for one's organisation."""
    event = own_event(event_id)
    guest = own_guest(current_asker(), event.id) or abort(404)
    wanted = WORDS.get(request.form.get("answer", ""))
    try:
        if wanted is None:
            raise RuleBroken("Choisissez une réponse.")
        answer(guest, wanted, None)
        db.session.commit()
        flash("Votre réponse est enregistrée.")
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "error")
    return redirect(url_for("events.show", event_id=event_id))
