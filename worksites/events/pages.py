"""What the pages of the events share: who comes, the event or 404, the way down to it, one form."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clauses.contracts.contract_rules import Outdated
from clauses.contracts.pages import saved
from clauses.people.employments.trades.rules import offered
from facilitator.access import BODY_ROLES, BUYER_ROLES, COMPANY_ROLES, Role, current_asker
from facilitator.db import db
from facilitator.forms import Form
from facilitator.once.forms import OnceForm
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key
from facilitator.words import RuleBroken
from worksites.events.models import Event
from worksites.events.queries import event_of
from worksites.events.rules import EventState

EDITORS = tuple(sorted(BODY_ROLES))
INVITED = (*sorted(COMPANY_ROLES), Role.PARTNER)
"""Those who may be guests with an account."""
READERS = (*EDITORS, *INVITED, *sorted(BUYER_ROLES))
TONES = {
    EventState.PREPARED: "warn",
    EventState.ANNOUNCED: "info",
    EventState.HELD: "good",
    EventState.CANCELLED: "bad",
}
OUTDATED = (
    "Quelqu’un a modifié cet événement pendant que vous écriviez. Rien n’a été enregistré, et votre saisie "
    "est ci-dessous : enregistrez de nouveau pour la garder."
)
Trail = list[tuple[str, str]]


def own_event(event_id: int) -> Event:
    """The asker's event, or 404."""
    return event_of(current_asker(), event_id) or abort(404)


def event_url(event: Event, anchor: str | None = None) -> str:
    """The event's page, at one of its parts."""
    return url_for("events.show", event_id=event.id, _anchor=anchor)


def trail(event: Event | None = None) -> Trail:
    """The breadcrumb down to an event."""
    found = [("Événements", url_for("events.index"))]
    if event is not None:
        found.append((event.title, event_url(event)))
    return found


def form_page(title: str, form: Form, event: Event | None = None, **shown: Any) -> ResponseReturnValue:
    """A page that holds one form; 422 when it was refused."""
    defaults = {
        "lead": "",
        "submit": "Enregistrer",
        "cancel": event_url(event) if event else url_for("events.index"),
        "trail": trail(event),
        "trades": offered() if {"trade", "trades"} & set(form.data) else (),
        "rooms": (),
        "danger": False,
    }
    code = shown.pop("code", 422 if form.errors else 200)
    return render_template("worksites/events/sheet.html", title=title, form=form, **defaults | shown), code


def changed_page(
    title: str, form: Form, event: Event, act: Callable[[int | None], object], **shown: Any
) -> ResponseReturnValue:
    """Change an event by a form that carries the version it was shown with; a stale one is shown again."""
    anchor = shown.pop("anchor", None)
    if request.method != "POST":
        form["shown_version"].data = str(event.version)
    text = form["shown_version"].data or ""
    version = int(text) if text.isdecimal() else 0
    try:
        if saved(form, lambda: act(version)):
            flash("C’est enregistré.")
            return redirect(event_url(event, anchor))
    except Outdated:
        db.session.rollback()
        form["shown_version"].data = str(event.version)
        return form_page("Cet événement vient d’être modifié", form, event, **shown, lead=OUTDATED, code=409)
    return form_page(title, form, event, **shown)


def part_page(
    title: str, form: OnceForm, event: Event, act: Callable[[], object], anchor: str, **shown: Any
) -> ResponseReturnValue:
    """A part of an event, written by a form that acts once; then back to that part of the event's page."""

    def acted() -> str:
        act()
        return event_url(event, anchor)

    there = done_once(form, acted)
    if there is not None:
        flash("C’est enregistré.")
        return redirect(there)
    form.form_key.data = form.form_key.data or new_key()
    return form_page(title, form, event, **shown)


def done(act: Callable[[], object], said: str) -> None:
    """Do an act sent by a button, commit and say so; a rule's refusal is said instead."""
    try:
        act()
        db.session.commit()
        flash(said)
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "error")
