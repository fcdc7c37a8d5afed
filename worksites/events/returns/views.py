"""What came of the events: of one, of all those of a list; each figure with the lines behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import allow, current_asker
from facilitator.clock import today
from facilitator.exchange.columns import Column
from facilitator.exchange.listing import Listing
from facilitator.exchange.views import download
from worksites.events.list_filters import filters_of
from worksites.events.list_queries import count_of, find_events, ordered
from worksites.events.models import Event
from worksites.events.pages import EDITORS, own_event, trail
from worksites.events.returns.exports import BY_COMPANY, BY_EVENT, BY_REFERRER, HIRES
from worksites.events.returns.queries import begun, found_for, hired_people, loaded, names_of
from worksites.events.returns.rules import (
    MARKS,
    Return,
    companies,
    reached,
    referrers,
    returned,
    together,
)

bp = Blueprint("event_returns", __name__, url_prefix="/evenements")
PART = "worksites/events/returns"


@dataclass(frozen=True)
class ReturnRow:
    """A line of the list."""

    event: Event
    figures: Return


def listing_of() -> Listing:
    """The list of events that have begun, with its filters; the latest first."""
    kept = [one for one in filters_of() if one.name not in ("moment", "afaire", "etat")]
    return Listing.read(url_for(".index"), request.args, kept, BY_EVENT, "-jour")


@bp.get("/bilan/")
@allow(*EDITORS)
def index() -> ResponseReturnValue:
    """What came of each event, of all of them, and which companies are worth inviting again."""
    asker, listing = current_asker(), listing_of()
    found = begun(find_events(asker, listing.values))
    listing = listing.counted(count_of(found))
    every = found_for(asker.organisation_id, loaded(found))
    shown = loaded(ordered(found, listing.sort), listing.offset, listing.size)
    return render_template(
        f"{PART}/index.html",
        rows=[ReturnRow(one, returned(*every[one.id])) for one in shown],
        total=sum((returned(*one) for one in every.values()), Return()),
        companies=together(line for one in every.values() for line in companies(*one)),
        columns=BY_EVENT,
        company_columns=BY_COMPANY,
        listing=listing,
        trail=trail(),
    )


@bp.get("/bilan/export.<ending>")
@allow(*EDITORS)
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file."""
    asker, listing = current_asker(), listing_of()
    events = loaded(ordered(begun(find_events(asker, listing.values)), listing.sort))
    every = found_for(asker.organisation_id, events)
    rows = [ReturnRow(one, returned(*every[one.id])) for one in events]
    return download(ending, "Bilan des événements", BY_EVENT, rows, listing)


@bp.get("/<int:event_id>/bilan")
@allow(*EDITORS)
def show(event_id: int) -> ResponseReturnValue:
    """What came of one event, by company and by referrer, and the hires behind the figures."""
    event = own_event(event_id)
    held, hires = found_for(event.body_id, [event])[event.id]
    return render_template(
        f"{PART}/show.html",
        event=event,
        figures=returned(held, hires),
        marks=MARKS,
        reached=reached(held.day, today()),
        companies=companies(held, hires),
        referrers=referrers(held, hires, names_of({one.referrer for one in held.visitors})),
        hires=hired_people(hires),
        company_columns=BY_COMPANY,
        referrer_columns=BY_REFERRER,
        hire_columns=HIRES,
        is_past=begun_already(event),
        trail=trail(event),
    )


def begun_already(event: Event) -> bool:
    """Whether there is something to count."""
    return event.starts_at.date() <= today()


@bp.get("/<int:event_id>/bilan/<part>.<ending>")
@allow(*EDITORS)
def show_file(event_id: int, part: str, ending: str) -> ResponseReturnValue:
    """A table of an event's return as a file: `entreprises`, `prescripteurs`, `embauches`."""
    event = own_event(event_id)
    held, hires = found_for(event.body_id, [event])[event.id]
    names = names_of({one.referrer for one in held.visitors})
    tables: dict[str, tuple[str, tuple[Column, ...], Sequence[Any]]] = {
        "entreprises": ("Entreprises", BY_COMPANY, companies(held, hires)),
        "prescripteurs": ("Prescripteurs", BY_REFERRER, referrers(held, hires, names)),
        "embauches": ("Embauches", HIRES, hired_people(hires)),
    }
    if part not in tables:
        abort(404)
    title, columns, rows = tables[part]
    return download(ending, title, columns, rows, Listing.read(request.path, {}, (), columns))
