"""The facilitator asks structures to propose people, and decides on those they propose."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.accounts.models import Organisation
from facilitator.audit.queries import is_demonstration
from facilitator.db import db
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key
from worksites.events.guests.models import EventGuest
from worksites.events.guests.pages import PART, own_event, own_guest, trail
from worksites.events.guests.referring.deciding_queries import alike, decide
from worksites.events.guests.referring.forms import AskReferrerForm, VerdictForm
from worksites.events.guests.referring.queries import ask, asked_for, may_be_asked
from worksites.events.guests.referring.rules import ReferralVerdict
from worksites.events.guests.rules import GuestState
from worksites.events.models import Event

bp = Blueprint("referrers", __name__, url_prefix="/evenements/<int:event_id>/invites")
FOLDER = f"{PART}/referring"
ASKED = ("Structure", "Demandé le")


@bp.get("/prescripteurs")
@allow(*BODY_ROLES)
def index(event_id: int) -> ResponseReturnValue:
    """Which structures were asked, and the form that asks one more."""
    event, form = own_event(event_id), AskReferrerForm(form_key=new_key())
    form.offer(may_be_asked(current_asker()))
    return page(event, form)


def page(event: Event, form: AskReferrerForm) -> str:
    """The page of the structures asked."""
    return render_template(
        f"{FOLDER}/asked.html",
        event=event,
        form=form,
        rows=asked_for(event),
        columns=ASKED,
        trail=trail(event),
    )


@bp.post("/prescripteurs")
@allow(*BODY_ROLES)
def send(event_id: int) -> ResponseReturnValue:
    """Send a structure the link of this event."""
    event, form = own_event(event_id), AskReferrerForm()
    partners = may_be_asked(current_asker())
    form.offer(partners)

    def act() -> str:
        organisation = db.session.get_one(Organisation, int(form.organisation.data))
        url = ask(event, organisation)
        if is_demonstration():
            flash(f"Démonstration, aucun message ne part. Le lien que la structure ouvrirait\u00a0: {url}")
        return url_for(".index", event_id=event_id)

    there = done_once(form, act)
    if there is None:
        return page(own_event(event_id), form), 422
    flash("La demande part, avec un lien limité à cet événement.")
    return redirect(there)


def suggested(event_id: int, guest_id: int) -> EventGuest:
    """Somebody proposed and not decided yet, or 404."""
    guest = own_guest(event_id, guest_id)
    return guest if guest.state is GuestState.SUGGESTED else abort(404)


def people_like(guest: EventGuest) -> list[tuple[int, str]]:
    """Those of the register who may be her, as the form shows them."""
    found = alike(current_asker(), guest)
    return [(one.id, ", ".join(part for part in (one.name, one.city) if part)) for one in found]


@bp.get("/<int:guest_id>/decider")
@allow(*BODY_ROLES)
def judge(event_id: int, guest_id: int) -> ResponseReturnValue:
    """Who is proposed, who looks like her, what to decide."""
    guest = suggested(event_id, guest_id)
    people = people_like(guest)
    first = ReferralVerdict.SAME if people else ReferralVerdict.NEW
    if guest.participant_id is not None:
        first = ReferralVerdict.NAME
    form = VerdictForm(form_key=new_key(), verdict=first.value)
    return verdict_page(guest, form, people)


def verdict_page(guest: EventGuest, form: VerdictForm, people: list[tuple[int, str]]) -> str:
    """The page of a decision."""
    form.offer(people)
    return render_template(
        f"{FOLDER}/judge.html", guest=guest, form=form, people=people, trail=trail(guest.event)
    )


@bp.post("/<int:guest_id>/decider")
@allow(*BODY_ROLES)
def settle(event_id: int, guest_id: int) -> ResponseReturnValue:
    """Take her on the list, or decline with a word."""
    guest, form = suggested(event_id, guest_id), VerdictForm()
    people = people_like(guest)

    def act() -> str:
        verdict = ReferralVerdict(form.verdict.data)
        decide(current_asker(), guest, verdict, form.picked(people), form.remark.data or "")
        return url_for("guests.show", event_id=event_id, guest_id=guest_id)

    there = done_once(form, act)
    if there is None:
        return verdict_page(own_guest(event_id, guest_id), form, people), 422
    flash("C’est décidé.")
    return redirect(there)
