"""The events: the list and its files, one event, the short form that makes it, its own forms."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import BODY_ROLES, BUYER_ROLES, allow, current_asker
from facilitator.exchange.columns import Column
from facilitator.exchange.listing import Listing
from facilitator.exchange.views import download
from facilitator.feature import links_to, panels_on
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key
from worksites.events.exports import BUYER_COLUMNS, COLUMNS, GUEST_COLUMNS
from worksites.events.forms import EventForm, NewEventForm, TradesForm, WhenForm, split_trades
from worksites.events.list_filters import filters_of
from worksites.events.list_queries import count_of, find_events, ordered, rows_of
from worksites.events.offered_queries import offered_to, rooms_of
from worksites.events.pages import (
    EDITORS,
    READERS,
    TONES,
    changed_page,
    event_url,
    form_page,
    own_event,
    trail,
)
from worksites.events.record_queries import change_event, create_event, move_event, set_trades
from worksites.events.rules import EventKind
from worksites.events.series.record_queries import change_all, move_all, set_all_trades
from worksites.events.sheet_queries import sheet_of
from worksites.events.venues.record_queries import venue_named
from worksites.events.when_rules import local, parse_hour, span

bp = Blueprint("events", __name__, url_prefix="/evenements")
PLACES = {"worksite_id": "chantier", "venue_id": "lieu"}
HOURS = {"starts": "debut", "ends": "fin"}
"""The words of an address, by the field they fill."""


def columns_of() -> tuple[Column, ...]:
    """The columns that the asker may read."""
    role = current_asker().role
    if role in BODY_ROLES:
        return COLUMNS
    return BUYER_COLUMNS if role in BUYER_ROLES else GUEST_COLUMNS


def listing_of() -> Listing:
    """The list as its address asks for it, the latest first."""
    return Listing.read(url_for(".index"), request.args, filters_of(), columns_of(), "-jour")


@bp.get("/")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """The events the asker may see."""
    asker, listing = current_asker(), listing_of()
    found = find_events(asker, listing.values)
    listing = listing.counted(count_of(found))
    return render_template(
        "worksites/events/index.html",
        rows=rows_of(ordered(found, listing.sort), listing.offset, listing.size),
        columns=columns_of(),
        listing=listing,
        editor=asker.role in BODY_ROLES,
    )


@bp.get("/export.<ending>")
@allow(*READERS)
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file: what is seen, or everything."""
    asker, listing = current_asker(), listing_of()
    rows = rows_of(ordered(find_events(asker, listing.values), listing.sort))
    return download(ending, "Événements", columns_of(), rows, listing)


@bp.get("/<int:event_id>")
@allow(*READERS)
def show(event_id: int) -> ResponseReturnValue:
    """One event, as the asker may read it."""
    asker, event = current_asker(), own_event(event_id)
    return render_template(
        "worksites/events/show.html",
        event=event,
        sheet=sheet_of(asker, event),
        tones=TONES,
        links=links_to("event", event.id),
        panels=panels_on("event", event.id),
        trail=trail(),
    )


def asked_for(args: Mapping[str, str]) -> dict[str, object]:
    """What an address asks of a new event: its day, its hours, its place; the rest is left as usual."""
    found: dict[str, object] = {"trades": args.get("metiers", "")}
    found |= {
        name: int(args.get(word, "")) for name, word in PLACES.items() if args.get(word, "").isdecimal()
    }
    with suppress(ValueError):
        found["kind"] = EventKind(args.get("type", ""))
    with suppress(ValueError):
        found["day"] = date.fromisoformat(args.get("jour", ""))
    for name, word in HOURS.items():
        with suppress(ValueError):
            found[name] = parse_hour(args.get(word, ""))
    return found


@bp.get("/nouveau")
@bp.post("/nouveau")
@allow(*EDITORS)
def create() -> ResponseReturnValue:
    """The short form: what is enough to plan an event."""
    asker = current_asker()
    form = NewEventForm(data=asked_for(request.args))
    form.offer(offered_to(asker))

    def act() -> str:
        starts_at, ends_at = span(form.day.data, form.starts.data, form.ends.data)
        venue = venue_named(asker.organisation_id, form.venue_name.data or "", form.venue_id.data)
        event = create_event(
            asker.organisation_id,
            asker.user_id,
            split_trades(form.trades.data),
            venue_id=venue.id if venue else None,
            starts_at=starts_at,
            ends_at=ends_at,
            **form.values(),
        )
        return event_url(event)

    there = done_once(form, act)
    if there is not None:
        flash("L’événement est en préparation. Voici ce qui reste à faire.")
        return redirect(there)
    form.form_key.data = form.form_key.data or new_key()
    lead = "Quelques lignes suffisent : créneaux, entreprises, budget et déroulé se remplissent ensuite."
    return form_page("Nouvel événement", form, lead=lead, submit="Créer l’événement")


@bp.get("/<int:event_id>/modifier")
@bp.post("/<int:event_id>/modifier")
@allow(*EDITORS)
def edit(event_id: int) -> ResponseReturnValue:
    """What an event is, and what is said of it."""
    event = own_event(event_id)
    form = EventForm(obj=event)
    form.offer(offered_to(current_asker(), event))
    form.alone(event.series)

    def act(version: int | None) -> None:
        if form.follows:
            change_all(event, version, form.values())
        else:
            change_event(event, version, **form.values())

    return changed_page("Modifier l’événement", form, event, act)


@bp.get("/<int:event_id>/date-et-lieu")
@bp.post("/<int:event_id>/date-et-lieu")
@allow(*EDITORS)
def when(event_id: int) -> ResponseReturnValue:
    """When and where an event is; slots and parts of the day follow its beginning."""
    event = own_event(event_id)
    starts, ends = local(event.starts_at), local(event.ends_at)
    form = WhenForm(
        day=starts.date(),
        starts=starts.time(),
        ends=ends.time(),
        ends_on=ends.date() if ends.date() != starts.date() else None,
        venue_id=event.venue_id or 0,
        room=event.room,
    )
    form.offer(offered_to(current_asker(), event))
    form.alone(event.series)

    def act(version: int | None) -> None:
        starts_at, ends_at = span(form.day.data, form.starts.data, form.ends.data, form.ends_on.data)
        place = {"venue_id": form.venue_id.data or None, "room": form.room.data or ""}
        if form.follows:
            move_all(event, version, starts_at, ends_at, place)
        else:
            move_event(event, version, starts_at, ends_at, **place)

    lead = "Les créneaux, les étapes et les tâches suivent le nouveau jour."
    return changed_page("Date et lieu", form, event, act, lead=lead, rooms=rooms_of(event))


@bp.get("/<int:event_id>/metiers")
@bp.post("/<int:event_id>/metiers")
@allow(*EDITORS)
def trades(event_id: int) -> ResponseReturnValue:
    """The trades an event is for."""
    event = own_event(event_id)
    form = TradesForm(trades=" ; ".join(one.trade for one in event.trades))
    form.alone(event.series)

    def act(version: int | None) -> None:
        write = set_all_trades if form.follows else set_trades
        write(event, version, split_trades(form.trades.data))

    return changed_page("Métiers", form, event, act)
