"""The organisers of an event."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from facilitator.access import allow, current_asker
from worksites.events.offered_queries import colleagues_of
from worksites.events.organisers.forms import OrganisersForm
from worksites.events.organisers.record_queries import set_organisers
from worksites.events.pages import EDITORS, own_event, part_page

bp = Blueprint("event_organisers", __name__, url_prefix="/evenements")


@bp.get("/<int:event_id>/organisateurs")
@bp.post("/<int:event_id>/organisateurs")
@allow(*EDITORS)
def edit(event_id: int) -> ResponseReturnValue:
    """Who holds the event."""
    event = own_event(event_id)
    form = OrganisersForm(people=[one.user_id for one in event.organisers])
    form.offer(colleagues_of(current_asker()))
    lead = "Leur agenda compte quand une date se cherche."

    def act() -> None:
        set_organisers(event, form.people.data or [])

    return part_page("Organisateurs", form, event, act, "organisateurs", lead=lead)
