"""Invite from lists: ask, read who would be written to and how, untick, then send in one press."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.feature import every_guest_list
from facilitator.formats import plural
from facilitator.languages.rules import Tongue, tongue_of
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key
from worksites.events.guests.inviting.forms import AskForm, InviteForm
from worksites.events.guests.inviting.queries import candidates_of
from worksites.events.guests.inviting.record_queries import invite
from worksites.events.guests.inviting.rules import Asked, Candidate, GuestSource, chosen
from worksites.events.guests.inviting.source_queries import trades_offered
from worksites.events.guests.pages import PART, own_event, trail
from worksites.events.guests.rules import GuestOrigin, GuestWay
from worksites.events.models import Event
from worksites.events.rules import EventState

bp = Blueprint("guest_lists", __name__, url_prefix="/evenements/<int:event_id>/invites/inviter")
COLUMNS = ("Inviter", "Qui", "Pourquoi", "Comment", "Langue")
WAYS = {
    GuestWay.MAIL: ("courriel", "courriels"),
    GuestWay.SMS: ("SMS", "SMS"),
    GuestWay.LETTER: ("lettre à imprimer", "lettres à imprimer"),
}


@bp.get("/")
@allow(*BODY_ROLES)
def choose(event_id: int) -> ResponseReturnValue:
    """Where the names come from; and, once asked, each name with what would be sent."""
    return preview(own_event(event_id), InviteForm(form_key=new_key()))


@bp.post("/")
@allow(*BODY_ROLES)
def send(event_id: int) -> ResponseReturnValue:
    """Invite those who stayed ticked; pressed twice, sent once."""
    event, form = own_event(event_id), InviteForm()

    def act() -> str:
        asked = asking_form().asked()
        people = chosen(candidates_of(current_asker(), event, asked), request.form.getlist("choix"))
        tongues = {one.key: tongue_of(request.form.get(f"langue-{one.key}", one.tongue)) for one in people}
        origin = GuestOrigin.ORGANISER if asked.source is GuestSource.ONE else GuestOrigin.LIST
        ways = invite(event, people, tongues, origin)
        flash(said(len(people), {way: ways[way] for way in GuestWay}))
        return url_for("guests.index", event_id=event.id)

    there = done_once(form, act)
    return redirect(there) if there is not None else preview(own_event(event_id), form)


def said(people: int, ways: dict[GuestWay, int]) -> str:
    """`4 invités : 3 courriels, 1 SMS.`"""
    found = [plural(count, *WAYS[way]) for way, count in ways.items() if count]
    start = plural(people, "invité", "invités")
    if not found:
        return f"{start} sur la liste. Rien ne part avant l’annonce de l’événement."
    return f"{start}\u00a0: {', '.join(found)}."


def asking_form(trade: str = "") -> AskForm:
    """What the address asks for; before it asks anything, the trade of the event."""
    form = AskForm(request.args if request.args else None, metier=trade)
    form.offer([(one.key, one.label) for one in every_guest_list(current_asker())])
    return form


def address_with(event: Event) -> str:
    """Where the press goes: the same question, so that the same names answer."""
    return f"{url_for('.send', event_id=event.id)}?{request.query_string.decode('ascii', 'ignore')}"


def preview(event: Event, form: InviteForm) -> ResponseReturnValue:
    """The page: the question, then the names."""
    asking = asking_form(event.trades[0].trade if event.trades else "")
    asked: Asked | None = asking.asked() if request.args.get("source") else None
    found: list[Candidate] = candidates_of(current_asker(), event, asked) if asked else []
    ticked = set(request.form.getlist("choix")) if request.method == "POST" else None
    return render_template(
        f"{PART}/inviting/choose.html",
        event=event,
        asking=asking,
        asked=asked,
        form=form,
        rows=found,
        columns=COLUMNS,
        ticked=ticked,
        typed=request.form,
        tongues=Tongue.choices(),
        trades=trades_offered(current_asker()),
        action=address_with(event),
        announced=event.state is EventState.ANNOUNCED,
        trail=trail(event),
    )
