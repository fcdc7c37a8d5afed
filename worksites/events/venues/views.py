"""The venues: the list and its files, one venue, its rooms."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import allow, current_asker
from facilitator.clock import today
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.views import download
from facilitator.once.forms import OnceForm
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key
from worksites.events.exports import SHORT
from worksites.events.list_queries import find_events, ordered, rows_of
from worksites.events.models import Venue, VenueRoom
from worksites.events.pages import EDITORS, done, form_page
from worksites.events.rules import StepFree
from worksites.events.venues.exports import COLUMNS, TONES
from worksites.events.venues.forms import RoomForm, VenueForm
from worksites.events.venues.queries import count_of, find_venues, room_of, venue_of
from worksites.events.venues.queries import rows_of as venue_rows
from worksites.events.venues.record_queries import (
    archive_venue,
    change_venue,
    create_venue,
    remove_room,
    set_room,
)

bp = Blueprint("venues", __name__, url_prefix="/lieux")
MOST_EVENTS = 20


def own_venue(venue_id: int) -> Venue:
    """The asker's venue, or 404."""
    return venue_of(current_asker(), venue_id) or abort(404)


def own_room(room_id: int) -> VenueRoom:
    """A room of one of the asker's venues, or 404."""
    return room_of(current_asker(), room_id) or abort(404)


def venue_url(venue: Venue) -> str:
    """The venue's page."""
    return url_for("venues.show", venue_id=venue.id)


def listing_of() -> Listing:
    """The list as its address asks for it."""
    filters = (
        Filter("q", "Nom, adresse ou commune"),
        Filter.of("acces", "Fauteuil roulant", StepFree.choices()),
        Filter.of("archives", "Archives", [("oui", "Lieux archivés")]),
    )
    return Listing.read(url_for(".index"), request.args, filters, COLUMNS, "nom")


@bp.get("/")
@allow(*EDITORS)
def index() -> ResponseReturnValue:
    """The venues of the body."""
    asker, listing = current_asker(), listing_of()
    found = find_venues(asker, listing.values, listing.sort)
    listing = listing.counted(count_of(found))
    rows = venue_rows(asker, found, listing.offset, listing.size)
    return render_template("worksites/events/venues/index.html", rows=rows, columns=COLUMNS, listing=listing)


@bp.get("/export.<ending>")
@allow(*EDITORS)
def index_file(ending: str) -> ResponseReturnValue:
    """The same list as a file."""
    asker, listing = current_asker(), listing_of()
    rows = venue_rows(asker, find_venues(asker, listing.values, listing.sort))
    return download(ending, "Lieux", COLUMNS, rows, listing)


@bp.get("/<int:venue_id>")
@allow(*EDITORS)
def show(venue_id: int) -> ResponseReturnValue:
    """One venue: how to come, its rooms, its events."""
    asker, venue = current_asker(), own_venue(venue_id)
    held = ordered(find_events(asker, {"lieu": str(venue.id)}), "-jour")
    return render_template(
        "worksites/events/venues/show.html",
        venue=venue,
        tones=TONES,
        rows=rows_of(held, 0, MOST_EVENTS),
        columns=SHORT,
        trail=trail(),
    )


@bp.get("/nouveau")
@bp.post("/nouveau")
@allow(*EDITORS)
def create() -> ResponseReturnValue:
    """A new venue."""
    asker, form = current_asker(), VenueForm()

    def act() -> str:
        return venue_url(create_venue(asker.organisation_id, **form.values()))

    return _page("Nouveau lieu", form, act, None)


@bp.get("/<int:venue_id>/modifier")
@bp.post("/<int:venue_id>/modifier")
@allow(*EDITORS)
def edit(venue_id: int) -> ResponseReturnValue:
    """Change a venue."""
    venue = own_venue(venue_id)
    form = VenueForm(obj=venue)

    def act() -> str:
        change_venue(venue, **form.values())
        return venue_url(venue)

    return _page("Modifier le lieu", form, act, venue)


@bp.post("/<int:venue_id>/archiver")
@allow(*EDITORS)
def archive(venue_id: int) -> ResponseReturnValue:
    """Put a venue away, or take it back."""
    venue = own_venue(venue_id)
    said = "Le lieu est repris." if venue.archived_on else "Le lieu est archivé : il n’est plus proposé."
    done(lambda: archive_venue(venue, None if venue.archived_on else today()), said)
    return redirect(venue_url(venue))


@bp.get("/<int:venue_id>/salle")
@bp.post("/<int:venue_id>/salle")
@allow(*EDITORS)
def add_room(venue_id: int) -> ResponseReturnValue:
    """A room more."""
    return _room_page("Ajouter une salle", own_venue(venue_id), None)


@bp.get("/salles/<int:room_id>")
@bp.post("/salles/<int:room_id>")
@allow(*EDITORS)
def edit_room(room_id: int) -> ResponseReturnValue:
    """Change a room."""
    room = own_room(room_id)
    return _room_page("Modifier la salle", room.venue, room)


@bp.post("/salles/<int:room_id>/supprimer")
@allow(*EDITORS)
def remove(room_id: int) -> ResponseReturnValue:
    """A room is offered no more."""
    room = own_room(room_id)
    venue = room.venue
    done(lambda: remove_room(venue, room), "La salle est supprimée.")
    return redirect(venue_url(venue))


def trail(venue: Venue | None = None) -> list[tuple[str, str]]:
    """The breadcrumb down to a venue."""
    found = [("Lieux", url_for("venues.index"))]
    return [*found, (venue.name, venue_url(venue))] if venue else found


def _room_page(title: str, venue: Venue, room: VenueRoom | None) -> ResponseReturnValue:
    form = RoomForm(obj=room)

    def act() -> str:
        set_room(venue, room, **form.values())
        return venue_url(venue)

    return _page(title, form, act, venue)


def _page(title: str, form: OnceForm, act: Callable[[], str], venue: Venue | None) -> ResponseReturnValue:
    there = done_once(form, act)
    if there is not None:
        flash("C’est enregistré.")
        return redirect(there)
    form.form_key.data = form.form_key.data or new_key()
    cancel = venue_url(venue) if venue else url_for("venues.index")
    return form_page(title, form, trail=trail(venue), cancel=cancel)
