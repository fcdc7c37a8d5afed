"""Find a date: for an event to come, for one that exists; take a proposal."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.contract_rules import Outdated
from clauses.people.employments.trades.rules import offered, parse_trade
from facilitator.access import allow, current_asker
from facilitator.clock import today
from facilitator.db import db
from facilitator.words import RuleBroken
from worksites.events.dates.forms import DatesForm, MoveForm, NewDatesForm, usual
from worksites.events.dates.queries import Sought, around, sought_of
from worksites.events.dates.rules import Proposal, clashes, left_out, proposals
from worksites.events.forms import split_trades
from worksites.events.models import Event, Venue
from worksites.events.offered_queries import offered_to
from worksites.events.pages import EDITORS, OUTDATED, event_url, own_event, trail
from worksites.events.record_queries import move_event
from worksites.events.when_rules import local, moment

bp = Blueprint("event_dates", __name__, url_prefix="/evenements")
PART = "worksites/events/dates"


def found_for(form: DatesForm, sought: Sought) -> dict[str, object]:
    """The proposals and the days left out; nothing when the wish is refused, which its field says."""
    try:
        wish = form.wish()
    except RuleBroken as broken:
        form.refuse(broken)
        return {}
    known = around(current_asker(), sought, wish.first, wish.last)
    return {
        "proposals": proposals(wish, known, today()),
        "left_out": left_out(wish, known, today()),
        "days": (wish.last - wish.first).days + 1,
        "zone": known.zone,
    }


@bp.get("/trouver-une-date")
@allow(*EDITORS)
def search() -> ResponseReturnValue:
    """Days that suit an event to come; each leads to its form, already filled."""
    asker = current_asker()
    form = NewDatesForm(formdata=request.args or None, data=usual(today()))
    form.offer(offered_to(asker))
    shown: Mapping[str, Any] = {}
    if request.args and form.validate():
        place = dict(offered_to(asker)["venue_id"]).get(form.venue_id.data or 0)
        venue = db.session.get(Venue, form.venue_id.data) if place else None
        sought = Sought(
            worksite_id=form.worksite_id.data or None,
            venue_id=venue.id if venue else None,
            place=venue.postcode if venue else "",
            trades=frozenset(parse_trade(one) for one in split_trades(form.trades.data)),
            organisers=frozenset({asker.user_id}),
        )
        shown = found_for(form, sought)
    return render_template(
        f"{PART}/search.html", form=form, shown=shown, trades=offered(), trail=trail(), create_url=_create_url
    )


def _create_url(one: Proposal) -> str:
    """The form of a new event, with what was sought and the day found."""
    begins, ends = local(one.starts_at), local(one.ends_at)
    names = {"kind": "type", "trades": "metiers", "worksite_id": "chantier", "venue_id": "lieu"}
    kept = {word: request.args.get(name, "") for name, word in names.items()}
    found = {"jour": f"{begins:%Y-%m-%d}", "debut": f"{begins:%H:%M}", "fin": f"{ends:%H:%M}"}
    return f"{url_for('events.create')}?{urlencode({**kept, **found})}"


@bp.get("/<int:event_id>/trouver-une-date")
@allow(*EDITORS)
def propose(event_id: int) -> ResponseReturnValue:
    """Days that suit this event, its guests and those who hold it."""
    event = own_event(event_id)
    lasts = (event.ends_at - event.starts_at) // timedelta(minutes=1)
    first = usual(today()) | {"minutes": min(max(lasts, 15), 720)}
    form = DatesForm(formdata=request.args or None, data=first)
    sought = sought_of(event)
    asked = form.validate() if request.args else True
    shown = found_for(form, sought) if asked else {}
    return render_template(
        f"{PART}/propose.html",
        event=event,
        form=form,
        shown=shown,
        against=checks_of(event, sought),
        trail=trail(event),
        local=local,
    )


def checks_of(event: Event, sought: Sought | None = None) -> list[Any]:
    """What stands against an event where it is now."""
    begins = local(event.starts_at).date()
    known = around(current_asker(), sought or sought_of(event), begins, begins)
    return list(clashes(event.starts_at, event.ends_at, known, today()))


@bp.post("/<int:event_id>/trouver-une-date")
@allow(*EDITORS)
def take(event_id: int) -> ResponseReturnValue:
    """Move the event to a proposal; slots, stops and tasks follow."""
    event, form = own_event(event_id), MoveForm()
    back = url_for(".propose", event_id=event_id)
    if not form.validate():
        flash("Cette proposition n’est plus lisible : choisissez-en une dans la liste.", "error")
        return redirect(back)
    starts_at = moment(form.day.data, form.starts.data)
    version = int(form.shown_version.data) if str(form.shown_version.data).isdecimal() else 0
    try:
        move_event(event, version, starts_at, starts_at + timedelta(minutes=form.minutes.data or 0))
        db.session.commit()
    except Outdated:
        db.session.rollback()
        flash(OUTDATED, "error")
        return redirect(back)
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "error")
        return redirect(back)
    flash("L’événement a changé de date.")
    return redirect(event_url(event))
