"""What the guests add to the page of their event."""

from collections.abc import Iterator

from flask import url_for

from facilitator.access import BODY_ROLES, Asker
from facilitator.clock import now
from facilitator.feature import Alert, Panel
from facilitator.formats import plural
from worksites.events.guests.own.queries import own_guest
from worksites.events.guests.place_queries import left_in
from worksites.events.guests.queries import change_limit, counts_of, suggested_by_event
from worksites.events.guests.rules import TONES, GuestState
from worksites.events.queries import event_of
from worksites.events.rules import EventState, GuestKind

FOLDER = "worksites/events/guests"
MANY = "personnes proposées à un événement, à décider"


def alerts(asker: Asker) -> Iterator[Alert]:
    """People proposed by referrers who wait for a decision."""
    if asker.role not in BODY_ROLES:
        return
    waiting = suggested_by_event(asker)
    if waiting:
        count = sum(people for _, people in waiting)
        said = plural(count, "personne proposée à un événement, à décider", MANY)
        yield Alert(
            count, said, url_for("guests.index", event_id=waiting[0][0], etat=GuestState.SUGGESTED.value)
        )


def panels(asker: Asker, kind: str, thing_id: int) -> Iterator[Panel]:
    """To the organisers, how many come; to an invited organisation, its own answer."""
    event = event_of(asker, thing_id) if kind == "event" else None
    if event is None:
        return
    if asker.role in BODY_ROLES:
        counts = counts_of(event.id)
        shown = {"event": event, "counts": counts, "free": left_in(event), "states": GuestState}
        yield Panel(f"{FOLDER}/panel.html", shown | {"kinds": GuestKind})
    elif (guest := own_guest(asker, event.id)) is not None:
        may = event.state is EventState.ANNOUNCED and now() < change_limit(guest)
        shown = {"event": event, "guest": guest, "may": may, "until": change_limit(guest), "tones": TONES}
        yield Panel(f"{FOLDER}/own/panel.html", shown)
