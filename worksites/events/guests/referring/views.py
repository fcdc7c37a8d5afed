"""A structure proposes people, for one event at a time: by its link, or with its account."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import Role, allow, current_asker
from facilitator.db import db
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key
from worksites.events.guests.message_queries import place_of
from worksites.events.guests.pages import PART
from worksites.events.guests.place_queries import left_in
from worksites.events.guests.referring.forms import ProposeGuestForm
from worksites.events.guests.referring.models import EventReferrer
from worksites.events.guests.referring.queries import (
    followed,
    propose,
    proposed_by,
    referred_to,
    referrer_of,
)
from worksites.events.guests.rules import TONES
from worksites.events.when_rules import said_span

bp = Blueprint("referrals", __name__, url_prefix="/orienter")
FOLDER = f"{PART}/referring"
ASKED = (Role.PARTNER, Role.LINK)
SHOWN = ("Personne", "État", "Réponse de l’organisateur")


@bp.get("/")
@allow(*ASKED)
def index() -> ResponseReturnValue:
    """The events for which one may propose people; a link leads to its own."""
    rows = db.session.scalars(referred_to(current_asker())).all()
    if current_asker().role is Role.LINK and len(rows) == 1:
        return redirect(url_for(".show", event_id=rows[0].event_id))
    shown = [(one.event, said_span(one.event.starts_at, one.event.ends_at)) for one in rows]
    return render_template(f"{FOLDER}/index.html", rows=shown)


def own_referrer(event_id: int) -> EventReferrer:
    """What lets the asker propose people for this event, or 404."""
    return referrer_of(current_asker(), event_id) or abort(404)


@bp.get("/<int:event_id>")
@allow(*ASKED)
def show(event_id: int) -> ResponseReturnValue:
    """The event, how many places are left, those whom one proposed."""
    form = ProposeGuestForm(form_key=new_key())
    form.offer(followed(current_asker()))
    return page(own_referrer(event_id), form)


@bp.post("/<int:event_id>")
@allow(*ASKED)
def send(event_id: int) -> ResponseReturnValue:
    """Propose somebody; pressed twice, proposed once."""
    referrer, form = own_referrer(event_id), ProposeGuestForm()
    form.offer(followed(current_asker()))

    def act() -> str:
        propose(
            referrer,
            form.participant_id(),
            given_name=form.given_name.data or "",
            family_name=form.family_name.data or "",
            email=form.email.data or "",
            phone=form.phone.data or "",
            tongue=form.tongue(),
            reason=form.reason.data or "",
        )
        return url_for(".show", event_id=event_id)

    there = done_once(form, act)
    if there is None:
        return page(own_referrer(event_id), form), 422
    flash("La personne est proposée. L’organisateur l’invite, ou vous dit pourquoi non.")
    return redirect(there)


def page(referrer: EventReferrer, form: ProposeGuestForm) -> str:
    """The page of one event."""
    event = referrer.event
    return render_template(
        f"{FOLDER}/show.html",
        event=event,
        form=form,
        when=said_span(event.starts_at, event.ends_at),
        place=place_of(event),
        free=left_in(event),
        rows=proposed_by(referrer),
        columns=SHOWN,
        tones=TONES,
    )
