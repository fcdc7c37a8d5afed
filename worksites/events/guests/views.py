"""The guests of an event, for its organisers: who, how each stands, and what is done for one of them."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facilitator.access import BODY_ROLES, allow, current_asker
from facilitator.audit.queries import is_demonstration
from facilitator.exchange.listing import Filter, Listing
from facilitator.exchange.views import download
from facilitator.languages.rules import tongue_of
from facilitator.once.pages import done_once
from facilitator.once.queries import new_key
from worksites.events.guests.change_queries import reach_by, say_for, send_again
from worksites.events.guests.exports import GUESTS, slot_label
from worksites.events.guests.forms import BY_HAND, ActForm, GuestForm
from worksites.events.guests.models import EventGuest
from worksites.events.guests.pages import PART, own_event, own_guest, trail
from worksites.events.guests.place_queries import left_in, rank_of, remove
from worksites.events.guests.queries import address_of, count, counts_of, find_guests, reach, rows, url_of
from worksites.events.guests.rules import TONES, GuestOrigin, GuestState
from worksites.events.models import Event
from worksites.events.rules import GuestKind

bp = Blueprint("guests", __name__, url_prefix="/evenements/<int:event_id>/invites")


def slots_of(event: Event) -> list[tuple[int, str]]:
    """The slots of an event, as a form offers them."""
    return [(one.id, slot_label(one, event)) for one in event.slots]


def listing_of(event: Event) -> Listing:
    """The list as its address asks for it."""
    filters = [
        Filter("q", "Nom"),
        Filter.of("sorte", "Sorte", GuestKind.choices()),
        Filter.of("etat", "État", GuestState.choices()),
        Filter.of("creneau", "Créneau", [(0, "Sans créneau"), *slots_of(event)]),
        Filter.of("origine", "Venu par", GuestOrigin.choices()),
    ]
    return Listing.read(url_for(".index", event_id=event.id), request.args, filters, GUESTS, "nom")


@bp.get("/")
@allow(*BODY_ROLES)
def index(event_id: int) -> ResponseReturnValue:
    """Who is invited, and how each stands."""
    event = own_event(event_id)
    listing = listing_of(event)
    found = find_guests(current_asker(), event.id, listing.values)
    listing = listing.counted(count(found))
    return render_template(
        f"{PART}/index.html",
        event=event,
        listing=listing,
        rows=rows(found, listing.sort, listing.offset, listing.size),
        columns=GUESTS,
        counts=counts_of(event.id)[GuestKind.PERSON],
        kinds=counts_of(event.id),
        free=left_in(event),
        states=GuestState,
        trail=trail(event, False),
    )


@bp.get("/export.<ending>")
@allow(*BODY_ROLES)
def index_file(event_id: int, ending: str) -> ResponseReturnValue:
    """The same list as a file."""
    event = own_event(event_id)
    listing = listing_of(event)
    found = find_guests(current_asker(), event.id, listing.values)
    return download(ending, f"Invités {event.title}", GUESTS, rows(found, listing.sort), listing)


@bp.get("/<int:guest_id>")
@allow(*BODY_ROLES)
def show(event_id: int, guest_id: int) -> ResponseReturnValue:
    """One guest: why she is here, what she said, and the form that says it for her."""
    guest = own_guest(event_id, guest_id)
    return page(guest, filled(guest))


@bp.post("/<int:guest_id>")
@allow(*BODY_ROLES)
def change(event_id: int, guest_id: int) -> ResponseReturnValue:
    """Keep what she said by telephone, how she is written to."""
    guest, form = own_guest(event_id, guest_id), GuestForm()
    form.offer(slots_of(guest.event), guest.state)

    def act() -> str:
        reach_by(guest, tongue_of(form.language.data), form.email.data or "", form.phone.data or "")
        if form.state.data:
            say_for(guest, GuestState(form.state.data), form.slot_id())
        return url_for(".show", event_id=event_id, guest_id=guest_id)

    there = done_once(form, act)
    if there is not None:
        flash("C’est enregistré.")
        return redirect(there)
    return page(own_guest(event_id, guest_id), form)


def filled(guest: EventGuest) -> GuestForm:
    """The form as the guest stands."""
    form = GuestForm(
        form_key=new_key(),
        state=guest.state.value if guest.state in BY_HAND else "",
        slot=str(guest.slot_id or ""),
        language=guest.language,
        email=guest.email,
        phone=guest.phone,
    )
    form.offer(slots_of(guest.event), guest.state)
    return form


def page(guest: EventGuest, form: GuestForm) -> ResponseReturnValue:
    """The page of one guest."""
    return render_template(
        f"{PART}/show.html",
        guest=guest,
        event=guest.event,
        form=form,
        way=reach(guest),
        address=address_of(guest),
        rank=rank_of(guest),
        tones=TONES,
        columns=GUESTS,
        states=GuestState,
        trail=trail(guest.event),
        again_key=new_key(),
    )


@bp.post("/<int:guest_id>/renvoyer")
@allow(*BODY_ROLES)
def resend(event_id: int, guest_id: int) -> ResponseReturnValue:
    """Write the invitation once more."""
    guest, form = own_guest(event_id, guest_id), ActForm()

    def act() -> str:
        way = send_again(guest)
        flash(f"Invitation renvoyée\u00a0: {way.label.lower()}.")
        if is_demonstration():
            flash(f"Démonstration, aucun message ne part. La page de l’invité\u00a0: {url_of(guest)}")
        return url_for(".show", event_id=event_id, guest_id=guest_id)

    there = done_once(form, act)
    if there is None:
        flash(" ".join(form.form_errors), "error")
        return redirect(url_for(".show", event_id=event_id, guest_id=guest_id))
    return redirect(there)


@bp.get("/<int:guest_id>/retirer")
@allow(*BODY_ROLES)
def take_off(event_id: int, guest_id: int) -> ResponseReturnValue:
    """Ask before she is taken off the list."""
    guest = own_guest(event_id, guest_id)
    form = ActForm(form_key=new_key())
    return render_template(f"{PART}/remove.html", guest=guest, form=form, trail=trail(guest.event))


@bp.post("/<int:guest_id>/retirer")
@allow(*BODY_ROLES)
def take_off_now(event_id: int, guest_id: int) -> ResponseReturnValue:
    """Take her off the list; her place goes to who waits."""
    guest, form = own_guest(event_id, guest_id), ActForm()

    def act() -> str:
        remove(guest)
        return url_for(".index", event_id=event_id)

    there = done_once(form, act)
    if there is None:
        guest = own_guest(event_id, guest_id)
        return render_template(f"{PART}/remove.html", guest=guest, form=form, trail=trail(guest.event))
    flash("L’invité n’est plus sur la liste.")
    return redirect(there)
