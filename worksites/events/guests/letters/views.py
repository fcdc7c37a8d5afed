"""Print letters, many at once; open one's page by the code of a letter."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import BODY_ROLES, allow, current_asker, public
from facilitator.clock import now
from facilitator.db import db
from facilitator.formats import plural
from facilitator.languages.rules import tongue_of
from facilitator.setting import absolute
from worksites.events.guests.answering.forms import CodeForm
from worksites.events.guests.letters.queries import chosen, is_ready, make_ready, without_address
from worksites.events.guests.letters.rules import Letter, letter_of
from worksites.events.guests.message_queries import told_of
from worksites.events.guests.models import EventGuest
from worksites.events.guests.pages import PART, own_event, trail
from worksites.events.guests.queries import code_of, guest_with_code, path_of
from worksites.events.guests.throttle import Throttle
from worksites.events.models import Event
from worksites.events.rules import EventState

bp = Blueprint("guest_letters", __name__)
DOOR = "guest codes"
WRONG_FROM_ONE = 10
"""Wrong codes from one network address in a quarter of an hour."""
WRONG_IN_ALL = 200
"""Wrong codes in all in a quarter of an hour: 27 billion codes, a few hundred that live."""
WRONG = "Ce code n’ouvre rien : vérifiez chaque lettre. Il n’y a ni 0, ni O, ni 1, ni I, ni L."


def asked_guests(event: Event) -> list[EventGuest]:
    """The guests that the address names, or else all those whom no message reaches."""
    ids = [int(one) for one in request.values.getlist("invite") if one.isascii() and one.isdecimal()]
    asker = current_asker()
    return chosen(asker, event, [one for one in ids if one < 2**31]) if ids else without_address(asker, event)


@bp.get("/evenements/<int:event_id>/invites/lettres")
@allow(*BODY_ROLES)
def index(event_id: int) -> ResponseReturnValue:
    """The letters, one a page when printed; and whose are still to be made ready."""
    event = own_event(event_id)
    guests = asked_guests(event)
    return render_template(
        f"{PART}/letters/index.html",
        event=event,
        letters=[letter(one) for one in guests if is_ready(one)],
        waiting=[one for one in guests if not is_ready(one)],
        asked=request.args.getlist("invite"),
        announced=event.state is EventState.ANNOUNCED,
        trail=trail(event),
    )


def letter(guest: EventGuest) -> Letter:
    """The letter of one guest."""
    page = absolute(url_for(".type_code"))
    return letter_of(guest.shown_name, tongue_of(guest.language), told_of(guest), code_of(guest), page)


@bp.post("/evenements/<int:event_id>/invites/lettres")
@allow(*BODY_ROLES)
def prepare(event_id: int) -> ResponseReturnValue:
    """Give a code to those who have none yet; twice, it changes nothing."""
    event = own_event(event_id)
    made = make_ready(event, [one for one in asked_guests(event) if not is_ready(one)])
    db.session.commit()
    if made:
        flash(f"{plural(made, 'lettre prête', 'lettres prêtes')}.")
    return redirect(url_for(".index", event_id=event.id, invite=request.form.getlist("invite")))


@bp.get("/rendez-vous")
@public
def type_code() -> ResponseReturnValue:
    """Where the code of a letter is typed."""
    return secret_page(CodeForm(formdata=None))


@bp.post("/rendez-vous")
@public
def open_by_code() -> ResponseReturnValue:
    """Her page, for a code that lives; the same words for every other."""
    form, door = CodeForm(), Throttle(DOOR, WRONG_FROM_ONE, WRONG_IN_ALL)
    if not form.accepted():
        return secret_page(form)
    guest = guest_with_code(form.code.data or "", now())
    if guest is not None:
        return redirect(path_of(guest))
    door.count()
    form.code.errors = [WRONG]
    return secret_page(form)


def secret_page(form: CodeForm) -> ResponseReturnValue:
    """The page of the code, that no engine indexes."""
    body = render_template(f"{PART}/letters/code.html", form=form)
    answer = make_response(body, 422 if form.errors else 200)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
