"""The guest's own page. Looking changes nothing: firewalls and telephones follow links; only a press does."""

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import one_click, public
from facilitator.clock import now
from facilitator.db import db
from facilitator.languages.rules import Tongue, tongue_of
from facilitator.words import RuleBroken
from worksites.events.days.rules import is_open
from worksites.events.guests.answering.forms import AnswerForm
from worksites.events.guests.answering.rules import WORDS, Choice, opening, words
from worksites.events.guests.exports import slot_label
from worksites.events.guests.message_queries import told_of
from worksites.events.guests.models import EventGuest
from worksites.events.guests.pages import PART
from worksites.events.guests.place_queries import answer, free_of, rank_of
from worksites.events.guests.queries import change_limit, guest_behind
from worksites.events.guests.rules import UNASKED, GuestState
from worksites.events.rules import EventState, GuestKind

bp = Blueprint("guest_answers", __name__, url_prefix="/venir")


def invited(pointer: str) -> EventGuest:
    """Whose link this is; one and the same page for a link that is unknown, or of somebody never invited."""
    guest = guest_behind(pointer)
    if guest is None or guest.state in UNASKED or guest.event.state is EventState.PREPARED:
        abort(secret(make_response(render_template(f"{PART}/answering/dead.html"), 404)))
    return guest


def secret(response: Response) -> Response:
    """A page whose address is a secret: nobody keeps it, indexes it, nor hears where one came from."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


def tongue_asked(guest: EventGuest) -> Tongue:
    """Her language, or the one that the page's address asks for."""
    return tongue_of(request.args.get("langue") or guest.language)


@bp.get("/<pointer>")
@public
def show(pointer: str) -> ResponseReturnValue:
    """The event, how one comes, the slots with their places, what she has answered."""
    return page(pointer, invited(pointer))


@bp.post("/<pointer>")
@public
@one_click
def say(pointer: str) -> ResponseReturnValue:
    """Yes to a slot, maybe, or no. Its address is its proof: it needs neither cookie nor origin."""
    guest, form = invited(pointer), AnswerForm()
    wanted = WORDS.get(form.answer.data or "")
    if wanted is None:
        return page(pointer, guest, "Choisissez une réponse.")
    try:
        answer(guest, wanted, form.slot_id())
        db.session.commit()
    except RuleBroken as broken:
        db.session.rollback()
        return page(pointer, invited(pointer), broken.message)
    return secret(
        make_response(redirect(url_for(".show", pointer=pointer, langue=request.args.get("langue"))))
    )


def page(pointer: str, guest: EventGuest, refused: str = "") -> ResponseReturnValue:
    """Her page, with what was refused."""
    event, tongue = guest.event, tongue_asked(guest)
    over = event.ends_at <= now()
    may = event.state is EventState.ANNOUNCED and now() < change_limit(guest)
    told = told_of(guest, rank_of(guest))
    answer_page = render_template(
        f"{PART}/answering/show.html",
        event=event,
        guest=guest,
        pointer=pointer,
        tongue=tongue,
        tongues=list(Tongue),
        lines=list(opening(told, tongue, event.state, over, may)),
        words=words(tongue),
        choices=choices_of(guest) if may else [],
        may=may,
        door=event.state in (EventState.ANNOUNCED, EventState.HELD)
        and is_open(event.starts_at, event.ends_at, now()),
        refused=refused,
        states=GuestState,
    )
    return secret(make_response(answer_page, 422 if refused else 200))


def choices_of(guest: EventGuest) -> list[Choice]:
    """The slots that a person may choose."""
    if guest.kind is not GuestKind.PERSON:
        return []
    left, event = free_of(guest.event), guest.event
    return [
        Choice(one.id, slot_label(one, event), left.get(one.id), one.id == guest.slot_id)
        for one in event.slots
    ]
