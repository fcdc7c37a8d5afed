"""The steps of an event's life: announce, hold, cancel."""

from flask import Blueprint, flash, redirect
from flask.typing import ResponseReturnValue

from clauses.contracts.pages import saved
from facilitator.access import allow
from worksites.events.forms import ReasonForm
from worksites.events.life_queries import move_state
from worksites.events.pages import EDITORS, done, event_url, form_page, own_event
from worksites.events.rules import EventState
from worksites.events.series.record_queries import cancel_all

bp = Blueprint("event_life", __name__, url_prefix="/evenements")


@bp.post("/<int:event_id>/annoncer")
@allow(*EDITORS)
def announce(event_id: int) -> ResponseReturnValue:
    """Guests may be told from now on."""
    event = own_event(event_id)
    said = "L’événement est annoncé : les invités peuvent être prévenus."
    done(lambda: move_state(event, EventState.ANNOUNCED), said)
    return redirect(event_url(event))


@bp.post("/<int:event_id>/tenu")
@allow(*EDITORS)
def hold(event_id: int) -> ResponseReturnValue:
    """It took place."""
    event = own_event(event_id)
    done(lambda: move_state(event, EventState.HELD), "L’événement est noté comme tenu.")
    return redirect(event_url(event))


@bp.get("/<int:event_id>/annuler")
@bp.post("/<int:event_id>/annuler")
@allow(*EDITORS)
def cancel(event_id: int) -> ResponseReturnValue:
    """Cancel an event, with its reason; it stays seen."""
    event, form = own_event(event_id), ReasonForm()
    form.alone(event.series)

    def act() -> None:
        if form.follows:
            cancel_all(event, form.reason.data or "")
        else:
            move_state(event, EventState.CANCELLED, form.reason.data or "")

    if saved(form, act):
        flash("L’événement est annulé. Il reste visible, avec son motif.")
        return redirect(event_url(event))
    lead = "Il reste visible, barré du motif, pour ceux qui y étaient invités. On n’y revient pas."
    return form_page(
        "Annuler cet événement", form, event, lead=lead, submit="Annuler l’événement", danger=True
    )
