"""The slots of an event: generate them, add one, change one, take one away."""

from datetime import datetime

from flask import Blueprint, abort, redirect
from flask.typing import ResponseReturnValue

from facilitator.access import allow, current_asker
from worksites.events.models import Event, EventSlot
from worksites.events.pages import EDITORS, done, event_url, own_event, part_page
from worksites.events.queries import part_of
from worksites.events.slots.forms import SlotForm, SlotsForm
from worksites.events.slots.record_queries import generate_slots, remove_slot, set_slot
from worksites.events.when_rules import local, moment

bp = Blueprint("event_slots", __name__, url_prefix="/evenements")
PART = "creneaux"


def own_slot(slot_id: int) -> EventSlot:
    """A slot of one of the asker's events, or 404."""
    return part_of(current_asker(), EventSlot, slot_id) or abort(404)


@bp.get("/<int:event_id>/creneaux")
@bp.post("/<int:event_id>/creneaux")
@allow(*EDITORS)
def generate(event_id: int) -> ResponseReturnValue:
    """Slots of one length between two hours."""
    event = own_event(event_id)
    form = SlotsForm(starts=local(event.starts_at).time(), ends=local(event.ends_at).time())

    def act() -> None:
        starts_at, ends_at = hours_of(event, form)
        lengths = (form.minutes.data, form.rest.data, form.seats.data)
        generate_slots(event, starts_at, ends_at, *lengths, form.instead.data)

    lead = "Par exemple : de 9 h à 12 h, un créneau de 30 minutes, 8 places."
    return part_page("Générer des créneaux", form, event, act, PART, lead=lead, submit="Générer")


@bp.get("/<int:event_id>/creneaux/ajouter")
@bp.post("/<int:event_id>/creneaux/ajouter")
@allow(*EDITORS)
def add(event_id: int) -> ResponseReturnValue:
    """One slot more."""
    event, form = own_event(event_id), SlotForm()
    return part_page(
        "Ajouter un créneau",
        form,
        event,
        lambda: set_slot(event, None, *hours_of(event, form), form.seats.data),
        PART,
    )


@bp.get("/creneaux/<int:slot_id>")
@bp.post("/creneaux/<int:slot_id>")
@allow(*EDITORS)
def edit(slot_id: int) -> ResponseReturnValue:
    """Change a slot."""
    slot = own_slot(slot_id)
    starts, ends = local(slot.starts_at).time(), local(slot.ends_at).time()
    event, form = slot.event, SlotForm(starts=starts, ends=ends, seats=slot.seats)
    return part_page(
        "Modifier le créneau",
        form,
        event,
        lambda: set_slot(event, slot, *hours_of(event, form, slot), form.seats.data),
        PART,
    )


@bp.post("/creneaux/<int:slot_id>/supprimer")
@allow(*EDITORS)
def remove(slot_id: int) -> ResponseReturnValue:
    """Take a slot away."""
    slot = own_slot(slot_id)
    event = slot.event
    done(lambda: remove_slot(event, slot), "Le créneau est supprimé.")
    return redirect(event_url(event, PART))


def hours_of(
    event: Event, form: SlotsForm | SlotForm, slot: EventSlot | None = None
) -> tuple[datetime, datetime]:
    """What the form says, on the day of the slot or of the event's beginning."""
    on = local(slot.starts_at if slot else event.starts_at).date()
    return moment(on, form.starts.data), moment(on, form.ends.data)
