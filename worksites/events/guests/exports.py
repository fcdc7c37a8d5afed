"""The columns of the guests: on screen and in the files."""

from operator import attrgetter
from typing import Any

from facilitator.clock import PARIS
from facilitator.exchange.columns import Column, Kind
from worksites.events.guests.models import EventGuest
from worksites.events.guests.rules import TONES
from worksites.events.models import Event, EventSlot


def slot_label(slot: EventSlot, event: Event) -> str:
    """`09:30 – 10:00`, in Paris, with its day when the event lasts several."""
    begins, ends = slot.starts_at.astimezone(PARIS), slot.ends_at.astimezone(PARIS)
    hours = f"{begins:%H:%M} – {ends:%H:%M}"
    first, last = event.starts_at.astimezone(PARIS).date(), event.ends_at.astimezone(PARIS).date()
    return hours if first == last else f"{begins:%d/%m} {hours}"


def slot_of(guest: EventGuest) -> str:
    """The slot she chose."""
    return slot_label(guest.slot, guest.event) if guest.slot is not None else ""


def proposed_by(guest: EventGuest) -> Any:
    """The referrer that proposed her."""
    return guest.proposed_by.name if guest.proposed_by is not None else ""


GUESTS = (
    Column("Invité", attrgetter("shown_name"), sort="nom"),
    Column("Sorte", attrgetter("kind")),
    Column("État", attrgetter("state"), sort="etat", tone=lambda one: TONES[one.state]),
    Column("Créneau", slot_of, sort="creneau"),
    Column("Venu par", attrgetter("origin")),
    Column("Proposé par", proposed_by, on_screen=False),
    Column("Pourquoi", attrgetter("reason"), on_screen=False),
    Column("Langue", attrgetter("language"), on_screen=False),
    Column("Invité le", attrgetter("invited_at"), Kind.INSTANT, on_screen=False),
    Column("Répondu le", attrgetter("answered_at"), Kind.INSTANT, sort="reponse"),
)
