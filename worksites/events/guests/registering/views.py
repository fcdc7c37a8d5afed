"""The public pages: events to come, one of them, its form. The answer is the same whoever is registered."""

from flask import Blueprint, abort, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import public
from facilitator.clock import now
from facilitator.db import db
from facilitator.languages.rules import tongue_of
from facilitator.words import RuleBroken
from worksites.events.guests.exports import slot_label
from worksites.events.guests.message_queries import contact_of, place_of
from worksites.events.guests.pages import PART
from worksites.events.guests.place_queries import free_of, left_in
from worksites.events.guests.registering.forms import RegisterForm
from worksites.events.guests.registering.queries import (
    Registration,
    is_open,
    kept_days,
    open_event,
    open_events,
    organiser_of,
    register,
)
from worksites.events.guests.registering.rules import (
    AT_ONE_EVENT,
    FROM_ONE,
    check_pace,
    consent_sentence,
    opened,
)
from worksites.events.guests.throttle import Throttle
from worksites.events.models import Event
from worksites.events.when_rules import said_span

bp = Blueprint("open_events", __name__, url_prefix="/rencontres")
FOLDER = f"{PART}/registering"
MOST = 200


def announced(uid: str) -> Event:
    """The public event, or 404: one in preparation, cancelled or past is as if there were none."""
    return open_event(uid, now()) or abort(404)


@bp.get("/")
@public
def index() -> ResponseReturnValue:
    """The open events to come."""
    events = db.session.scalars(open_events(now()).limit(MOST)).all()
    rows = [(one, said_span(one.starts_at, one.ends_at), place_of(one)) for one in events]
    return render_template(f"{FOLDER}/index.html", rows=rows)


@bp.get("/<uid>")
@public
def show(uid: str) -> ResponseReturnValue:
    """One event, and the form."""
    event = announced(uid)
    return page(event, prepared(RegisterForm(formdata=None, opened=opened(secret(), now())), event))


def secret() -> str:
    """What signs the time at which the page was opened."""
    return str(current_app.config["SECRET_KEY"])


def page(event: Event, form: RegisterForm) -> str:
    """The page of an event."""
    return render_template(
        f"{FOLDER}/show.html",
        event=event,
        form=form,
        when=said_span(event.starts_at, event.ends_at),
        place=place_of(event),
        contact=contact_of(event),
        organiser=organiser_of(event),
        free=left_in(event),
        is_open=is_open(event, now()),
    )


def prepared(form: RegisterForm, event: Event) -> RegisterForm:
    """The form with the times of the event, the free places beside each."""
    free = free_of(event)
    slots = [(one.id, f"{slot_label(one, event)} ({said(free.get(one.id))})") for one in event.slots]
    form.offer(slots, consent_sentence(kept_days(event), organiser_of(event)))
    return form


def said(left: int | None) -> str:
    """The places left, in words."""
    if left is None:
        return "places libres"
    return f"places libres\u00a0: {left}" if left else "complet, liste d’attente"


@bp.post("/<uid>")
@public
def send(uid: str) -> ResponseReturnValue:
    """Keep a place for a while and send the message that confirms it."""
    event, form = announced(uid), RegisterForm()
    if not is_open(event, now()):
        return page(event, prepared(form, event))
    whole = Throttle("registrations", FROM_ONE, FROM_ONE * AT_ONE_EVENT)
    here = Throttle(f"registrations {event.uid}", AT_ONE_EVENT, AT_ONE_EVENT)
    prepared(form, event)
    if not form.accepted():
        return refused(event, form)
    try:
        check_pace(secret(), form.opened.data or "", now())
        if not form.is_trapped:
            register(event, typed_in(form))
    except RuleBroken as broken:
        db.session.rollback()
        form.refuse(broken)
        return refused(event, form)
    whole.add()
    here.count()
    return redirect(url_for(".sent", uid=event.uid))


def typed_in(form: RegisterForm) -> Registration:
    """What was typed."""
    return Registration(
        form.given_name.data or "",
        form.family_name.data or "",
        form.email.data or "",
        form.phone.data or "",
        tongue_of(form.language.data),
        form.slot_id(),
    )


def refused(event: Event, form: RegisterForm) -> ResponseReturnValue:
    """The page again, with what is to be mended."""
    form.opened.data = opened(secret(), now())
    return page(event, form), 422


@bp.get("/<uid>/envoye")
@public
def sent(uid: str) -> ResponseReturnValue:
    """What is read after sending, whoever was registered."""
    return render_template(f"{FOLDER}/sent.html", event=announced(uid))
