"""What the meetings gave, read by the body."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import allow
from facilitator.db import db
from facilitator.formats import plural
from facilitator.words import RuleBroken
from worksites.events.days.result_queries import results_in, send_links, tally
from worksites.events.days.views import FOLDER, day_trail
from worksites.events.pages import EDITORS, own_event
from worksites.events.rounds.rules import TONES, MeetingResult

bp = Blueprint("event_suites", __name__, url_prefix="/evenements/<int:event_id>/jour/suites")


@bp.get("/")
@allow(*EDITORS)
def whole(event_id: int) -> ResponseReturnValue:
    """What the meetings gave, company by company."""
    event = own_event(event_id)
    rows = results_in(event)
    return render_template(
        f"{FOLDER}/whole.html",
        event=event,
        rows=rows,
        tally=tally(rows),
        results=MeetingResult,
        tones=TONES,
        trail=day_trail(event),
    )


@bp.post("/liens")
@allow(*EDITORS)
def send(event_id: int) -> ResponseReturnValue:
    """Send each company its link, once."""
    event = own_event(event_id)
    try:
        sent, unreached = send_links(event)
        db.session.commit()
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "error")
    else:
        flash(
            f"{plural(sent, 'lien envoyé', 'liens envoyés')}. Une entreprise ne reçoit le sien qu’une fois."
        )
        if unreached:
            flash(f"Sans adresse électronique : {', '.join(unreached)}.", "error")
    return redirect(url_for(".whole", event_id=event_id))
