"""The day, for those who hold the door: the list to point, who comes unawaited, paper, the end of the day."""

from pathlib import Path

import segno
from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from facilitator.access import allow, current_asker
from facilitator.clock import now
from facilitator.db import db
from facilitator.formats import plural
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key
from facilitator.setting import absolute
from facilitator.words import RuleBroken
from worksites.events.days.forms import PointForm, WalkInForm
from worksites.events.days.queries import (
    NOT_OVER,
    awaited,
    check_pointable,
    close_list,
    counts,
    point,
    take,
    token_of,
    unpointed,
    walk_in,
)
from worksites.events.days.rules import DOOR_OPENS, read_taps
from worksites.events.guests.pages import own_guest
from worksites.events.guests.rules import Coming
from worksites.events.models import Event
from worksites.events.pages import EDITORS, Trail, done, form_page, own_event, trail

bp = Blueprint("event_day", __name__, url_prefix="/evenements/<int:event_id>/jour")
FOLDER = "worksites/events/days"
ACTS = (Coming.PRESENT, Coming.ABSENT, Coming.EXCUSED)


def day_trail(event: Event) -> Trail:
    """The breadcrumb down to the day."""
    return [*trail(event), ("Jour de l’événement", url_for("event_day.show", event_id=event.id))]


@bp.get("/")
@allow(*EDITORS)
def show(event_id: int) -> ResponseReturnValue:
    """The list to point."""
    event = own_event(event_id)
    guests = awaited(event)
    return render_template(
        f"{FOLDER}/show.html",
        event=event,
        guests=guests,
        counts=counts(guests),
        acts=ACTS,
        early=now() < event.starts_at - DOOR_OPENS,
        over=now() >= event.ends_at,
        day_ends=event.ends_at + DOOR_OPENS,
        trail=trail(event),
    )


@bp.post("/pointages/<int:guest_id>")
@allow(*EDITORS)
def tap(event_id: int, guest_id: int) -> ResponseReturnValue:
    """One tap, without JavaScript."""
    event, guest, form = own_event(event_id), own_guest(event_id, guest_id), PointForm()

    def act() -> None:
        check_pointable(event, now())
        if form.accepted():
            point(guest, form.said.data, now())

    try:
        act()
        db.session.commit()
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "error")
    return redirect(url_for(".show", event_id=event_id, _anchor=f"invite-{guest_id}"))


@bp.post("/pointages")
@allow(*EDITORS)
def taps(event_id: int) -> ResponseReturnValue:
    """The taps that a telephone has kept; each acts once, a conflict is told."""
    event = own_event(event_id)
    try:
        outcomes = take(current_asker(), event, read_taps(request.get_json(silent=True)))
        db.session.commit()
    except RuleBroken as broken:
        db.session.rollback()
        return jsonify(sentence=broken.message), 422
    found = [
        {
            "key": one.tap.key,
            "guest": one.tap.guest_id,
            "verdict": one.verdict.value,
            "coming": one.coming.value,
            "sentence": one.sentence,
        }
        for one in outcomes
    ]
    return jsonify(taps=found, counts={key.value: value for key, value in counts(awaited(event)).items()})


@bp.get("/venu")
@bp.post("/venu")
@allow(*EDITORS)
def newcomer(event_id: int) -> ResponseReturnValue:
    """Somebody who comes without being awaited."""
    event = own_event(event_id)
    form = WalkInForm(form_key=new_key())

    def act() -> str:
        walk_in(event, form.given_name.data, form.family_name.data, form.phone.data or "")
        return url_for(".show", event_id=event_id)

    there = done_once(form, act)
    if there is not None:
        flash("La personne est notée présente. Un nouveau calcul des tours lui donne ses rencontres.")
        return redirect(there)
    cancel = url_for(".show", event_id=event_id)
    return form_page(
        "Venu sans inscription", form, event, submit="Noter présent", cancel=cancel, trail=day_trail(event)
    )


@bp.get("/absents")
@bp.post("/absents")
@allow(*EDITORS)
def close(event_id: int) -> ResponseReturnValue:
    """Say absent who was not pointed: never by itself, never before the end."""
    event = own_event(event_id)
    back = url_for(".show", event_id=event_id)
    if request.method == "POST":
        done(lambda: close_list(event), "La liste est close.")
        return redirect(back)
    rest = plural(len(unpointed(event)), "personne n’est pas pointée", "personnes ne sont pas pointées")
    sentences = [f"{rest} : elles seront notées absentes.", "Chacune se corrige ensuite d’un geste."]
    return render_template(
        "clauses/contracts/confirm.html",
        title="Noter absents ceux qui ne sont pas pointés ?",
        sentences=sentences if now() >= event.ends_at else [NOT_OVER],
        submit="Noter absents",
        cancel=back,
        trail=day_trail(event),
        danger=False,
    )


@bp.get("/liste")
@allow(*EDITORS)
def paper(event_id: int) -> ResponseReturnValue:
    """The list on paper, by slot, to be signed."""
    event = own_event(event_id)
    return render_template(f"{FOLDER}/paper.html", event=event, guests=awaited(event), trail=day_trail(event))


@bp.get("/affiche")
@allow(*EDITORS)
def poster(event_id: int) -> ResponseReturnValue:
    """The code for the door: it opens a page where a guest says that she is there."""
    event = own_event(event_id)
    address = absolute(url_for("event_door.show", token=token_of(event)))
    picture = segno.make(address, error="m").svg_data_uri(scale=8, border=2, light="#fff")
    return render_template(
        f"{FOLDER}/poster.html", event=event, address=address, picture=picture, trail=day_trail(event)
    )


@bp.get("/veille.js")
@allow(*EDITORS)
def worker(event_id: int) -> ResponseReturnValue:
    """The worker that keeps the list for the hours without network: its address bounds what it may keep."""
    own_event(event_id)
    script = Path(current_app.static_folder or "", "worksites", "day-worker.js").read_text(encoding="utf-8")
    return Response(script, mimetype="text/javascript")
