"""The page behind the code at the door, and behind a guest's own link: a press says that she is there.

It lists nobody and names nobody but whoever holds her own link; a wrong code and a code of another event are
answered alike.
"""

from flask import Blueprint, Response, abort, make_response, render_template
from flask.typing import ResponseReturnValue

from facilitator.access import public
from facilitator.clock import now
from facilitator.db import db
from facilitator.words import RuleBroken
from worksites.events.days.forms import DoorForm
from worksites.events.days.queries import event_behind, point
from worksites.events.days.rules import is_open
from worksites.events.guests.models import EventGuest
from worksites.events.guests.queries import guest_behind, guest_with_code
from worksites.events.guests.rules import Coming
from worksites.events.models import Event
from worksites.events.rules import EventState

bp = Blueprint("event_door", __name__)
FOLDER = "worksites/events/days"
UNKNOWN = "Ce code n’ouvre rien ici. Vérifiez-le, ou donnez votre nom à l’accueil."


def secret(text: str, status: int = 200) -> Response:
    """A page whose address is a secret."""
    answer = make_response(text, status)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def behind(token: str) -> Event:
    """The event whose door this is, while it is open, or 404."""
    return event_behind(token, now()) or abort(404)


@bp.get("/accueil/<token>")
@public
def show(token: str) -> ResponseReturnValue:
    """Where a guest types her code."""
    return secret(render_template(f"{FOLDER}/door.html", event=behind(token), form=DoorForm()))


@bp.post("/accueil/<token>")
@public
def enter(token: str) -> ResponseReturnValue:
    """Note that whoever holds this code is there."""
    event, form = behind(token), DoorForm()
    if form.accepted():
        guest = guest_with_code(form.code.data, now())
        if guest is not None and guest.event_id == event.id:
            return _noted(guest)
        form.refuse(RuleBroken(UNKNOWN, "code"))
    return secret(render_template(f"{FOLDER}/door.html", event=event, form=form), 422)


def own(pointer: str) -> EventGuest:
    """Whose link this is, while the door is open, or 404."""
    guest = guest_behind(pointer)
    if guest is None or guest.event.state not in (EventState.ANNOUNCED, EventState.HELD):
        abort(404)
    if not is_open(guest.event.starts_at, guest.event.ends_at, now()):
        abort(404)
    return guest


@bp.get("/present/<pointer>")
@public
def mine(pointer: str) -> ResponseReturnValue:
    """One button, for whoever holds her own link. Looking changes nothing."""
    guest = own(pointer)
    return secret(render_template(f"{FOLDER}/mine.html", event=guest.event, guest=guest))


@bp.post("/present/<pointer>")
@public
def here(pointer: str) -> ResponseReturnValue:
    """She is there."""
    return _noted(own(pointer))


def _noted(guest: EventGuest) -> Response:
    point(guest, Coming.PRESENT, now())
    db.session.commit()
    return secret(render_template(f"{FOLDER}/noted.html", event=guest.event))
