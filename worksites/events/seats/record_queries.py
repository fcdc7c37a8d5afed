"""Write the places down. The caller commits."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select

from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.formats import plural
from facilitator.words import RuleBroken
from worksites.events.guests.models import EventGuest
from worksites.events.guests.rules import GuestState
from worksites.events.life_rules import check_open
from worksites.events.models import Event, EventSeats
from worksites.events.rules import GuestKind
from worksites.events.slots.rules import MOST_SEATS


def set_seats(event: Event, seats: Mapping[GuestKind, int | None], closes_at: datetime | None) -> None:
    """How many guests of each kind (None: no limit), until when one registers (None: until it begins).

    Never fewer than have said that they come. Raises `RuleBroken` on the kind, or on `closes_on`. Leaves
    `event.seats_set`.
    """
    check_open(event.state)
    if closes_at is not None and closes_at > event.ends_at:
        raise RuleBroken("Les inscriptions se ferment avant la fin de l’événement.", "closes_on")
    held = {one.kind: one for one in event.seats}
    for kind, count in seats.items():
        _check(event, kind, count)
        if count is None:
            if kind in held:
                event.seats.remove(held[kind])
        elif kind in held:
            held[kind].seats = count
        else:
            event.seats.append(EventSeats(kind=kind, seats=count))
    event.closes_at = closes_at
    record("event.seats_set", event, **{kind.value: count for kind, count in seats.items()})


def _check(event: Event, kind: GuestKind, count: int | None) -> None:
    if count is None:
        return
    if not 0 <= count <= MOST_SEATS:
        raise RuleBroken(f"Indiquez de 0 à {MOST_SEATS} places.", kind.value)
    coming = db.session.scalar(
        select(func.count()).where(
            EventGuest.event_id == event.id, EventGuest.kind == kind, EventGuest.state == GuestState.COMING
        )
    )
    if coming and count < coming:
        raise RuleBroken(f"{plural(coming, 'invité vient', 'invités viennent')} déjà.", kind.value)
