"""The places of an event."""

from datetime import time

from flask import Blueprint
from flask.typing import ResponseReturnValue

from facilitator.access import allow
from worksites.events.pages import EDITORS, own_event, part_page
from worksites.events.seats.forms import SeatsForm
from worksites.events.seats.record_queries import set_seats
from worksites.events.when_rules import local, moment

bp = Blueprint("event_seats", __name__, url_prefix="/evenements")
END_OF_DAY = time(23, 59)


@bp.get("/<int:event_id>/places")
@bp.post("/<int:event_id>/places")
@allow(*EDITORS)
def edit(event_id: int) -> ResponseReturnValue:
    """How many guests of each kind, and until when they register."""
    event = own_event(event_id)
    closes = local(event.closes_at) if event.closes_at else None
    form = SeatsForm(
        **{one.kind.value: one.seats for one in event.seats},
        closes_on=closes.date() if closes else None,
        closes=closes.time() if closes else None,
    )

    def act() -> None:
        on = form.closes_on.data
        set_seats(event, form.seats(), moment(on, form.closes.data or END_OF_DAY) if on else None)

    lead = "S’il y a des créneaux, chacun a aussi ses places."
    return part_page("Places et inscriptions", form, event, act, "places", lead=lead)
