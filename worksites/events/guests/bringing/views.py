"""The jobs of an invited company: asked for from its own page, said behind a code."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from clauses.people.employments.trades.rules import offered
from facilitator.access import Role, allow, current_asker, one_click, public
from facilitator.db import db
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key
from facilitator.words import RuleBroken
from worksites.events.guests.answering.views import invited, page
from worksites.events.guests.bringing.queries import guest_behind_link, open_link, opening_behind_link
from worksites.events.guests.bringing.rules import FROM_ONE, IN_ALL
from worksites.events.guests.models import EventGuest
from worksites.events.guests.pages import PART
from worksites.events.guests.throttle import Throttle
from worksites.events.openings.forms import OpeningForm
from worksites.events.openings.record_queries import remove_opening, set_opening
from worksites.events.rules import GuestKind
from worksites.events.when_rules import said_span

bp = Blueprint("guest_openings", __name__)


@bp.post("/venir/<pointer>/postes")
@public
@one_click
def ask(pointer: str) -> ResponseReturnValue:
    """Go from the company's own page to the link that asks its contact for a code."""
    guest = invited(pointer)
    if guest.kind is not GuestKind.COMPANY:
        abort(404)
    door = Throttle("openings", FROM_ONE, IN_ALL)
    try:
        there = open_link(guest)
        door.add()
        db.session.commit()
    except RuleBroken as broken:
        db.session.rollback()
        return page(pointer, invited(pointer), broken.message)
    return redirect(there)


@bp.get("/mes-postes")
@allow(Role.LINK)
def index() -> ResponseReturnValue:
    """The jobs that the company brings, and the form of one more."""
    form = OpeningForm(form_key=new_key())
    form.offer([])
    return shown(guest_behind_link(current_asker()), form)


def shown(guest: EventGuest | None, form: OpeningForm) -> str:
    """The page; without an invitation, what to do instead."""
    when = said_span(guest.event.starts_at, guest.event.ends_at) if guest else ""
    return render_template(f"{PART}/bringing/index.html", guest=guest, form=form, when=when, trades=offered())


def own_invitation() -> EventGuest:
    """The invitation of this link, or 404."""
    return guest_behind_link(current_asker()) or abort(404)


@bp.post("/mes-postes")
@allow(Role.LINK)
def add() -> ResponseReturnValue:
    """One job more; pressed twice, added once."""
    guest, form = own_invitation(), OpeningForm()
    form.offer([])

    def act() -> str:
        set_opening(guest, None, True, **form.values())
        return url_for(".index")

    there = done_once(form, act)
    if there is None:
        return shown(own_invitation(), form), 422
    flash("Le poste est noté.")
    return redirect(there)


@bp.post("/mes-postes/<int:opening_id>/supprimer")
@allow(Role.LINK)
def remove(opening_id: int) -> ResponseReturnValue:
    """One job less."""
    opening = opening_behind_link(current_asker(), opening_id) or abort(404)
    try:
        remove_opening(opening, True)
        db.session.commit()
        flash("Le poste est supprimé.")
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "error")
    return redirect(url_for(".index"))
