"""The parts of an event's day."""

from flask import Blueprint, abort, redirect
from flask.typing import ResponseReturnValue

from facilitator.access import allow, current_asker
from worksites.events.models import Event, EventStop
from worksites.events.offered_queries import hosts_offered
from worksites.events.pages import EDITORS, done, event_url, own_event, part_page
from worksites.events.queries import part_of
from worksites.events.rules import EventKind, EventPart
from worksites.events.stops.forms import StopForm
from worksites.events.stops.record_queries import remove_stop, set_stop
from worksites.events.when_rules import local, moment

bp = Blueprint("event_stops", __name__, url_prefix="/evenements")
PART = "deroule"


def own_stop(stop_id: int) -> EventStop:
    """A part of the day of one of the asker's events, or 404."""
    return part_of(current_asker(), EventStop, stop_id) or abort(404)


@bp.get("/<int:event_id>/deroule")
@bp.post("/<int:event_id>/deroule")
@allow(*EDITORS)
def add(event_id: int) -> ResponseReturnValue:
    """One part more, after the last one."""
    event = own_event(event_id)
    begins = local(event.stops[-1].ends_at if event.stops else event.starts_at)
    kind = EventPart.SHOWN if event.kind is EventKind.DISCOVERY else EventPart.STOP
    form = StopForm(kind=kind, day=begins.date(), starts=begins.time(), ends=local(event.ends_at).time())
    return _page("Ajouter une étape ou un temps", event, None, form)


@bp.get("/deroule/<int:stop_id>")
@bp.post("/deroule/<int:stop_id>")
@allow(*EDITORS)
def edit(stop_id: int) -> ResponseReturnValue:
    """Change a part of the day."""
    stop = own_stop(stop_id)
    starts, ends = local(stop.starts_at), local(stop.ends_at)
    form = StopForm(obj=stop, day=starts.date(), starts=starts.time(), ends=ends.time())
    return _page("Modifier ce temps", stop.event, stop, form)


@bp.post("/deroule/<int:stop_id>/supprimer")
@allow(*EDITORS)
def remove(stop_id: int) -> ResponseReturnValue:
    """Take a part of the day away."""
    stop = own_stop(stop_id)
    event = stop.event
    done(lambda: remove_stop(stop), "Ce temps est supprimé.")
    return redirect(event_url(event, PART))


def _page(title: str, event: Event, stop: EventStop | None, form: StopForm) -> ResponseReturnValue:
    form.offer(hosts_offered(current_asker()))

    def act() -> None:
        hours = moment(form.day.data, form.starts.data), moment(form.day.data, form.ends.data)
        where = {"place": form.place.data or "", "host_id": form.host_id.data}
        set_stop(event, stop, form.kind.data, form.title.data or "", hours, **where)

    return part_page(title, form, event, act, PART)
