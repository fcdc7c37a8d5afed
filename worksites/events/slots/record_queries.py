"""Write slots down: generate, add, change, remove. The caller commits."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from facilitator.audit.queries import record
from facilitator.db import db
from facilitator.formats import plural
from facilitator.words import RuleBroken
from worksites.events.guests.models import EventGuest
from worksites.events.guests.rules import GuestState
from worksites.events.life_rules import check_open
from worksites.events.models import Event, EventSlot
from worksites.events.slots.rules import MOST, MOST_SEATS, check_apart, check_within, slots_between
from worksites.events.when_rules import said_hours

GONE = (GuestState.NOT_COMING, GuestState.WITHDRAWN)


def taken_in(slot_ids: Sequence[int]) -> dict[int, int]:
    """By slot, how many people hold a seat in it: those who have not said no."""
    rows = db.session.execute(
        select(EventGuest.slot_id, func.count())
        .where(EventGuest.slot_id.in_(slot_ids), EventGuest.state.not_in(GONE))
        .group_by(EventGuest.slot_id)
    )
    return {row[0]: row[1] for row in rows if row[0] is not None}


def generate_slots(
    event: Event, starts_at: datetime, ends_at: datetime, minutes: int, rest: int, seats: int, instead: bool
) -> int:
    """Slots of one length between two hours, after or instead of those that stand; how many were made.

    Raises `RuleBroken`; a slot that somebody has chosen is never replaced. Leaves `event.slots_made`.
    """
    check_open(event.state)
    check_within((starts_at, ends_at), (event.starts_at, event.ends_at), "ends")
    _check_seats(seats)
    spans = slots_between(starts_at, ends_at, minutes, rest)
    if instead:
        for slot in list(event.slots):
            _take_away(event, slot)
    standing = [(one.starts_at, one.ends_at) for one in event.slots]
    if len(standing) + len(spans) > MOST:
        raise RuleBroken(f"Un événement a au plus {MOST} créneaux.", "minutes")
    for one in spans:
        check_apart(one, standing, "starts")
        event.slots.append(EventSlot(starts_at=one[0], ends_at=one[1], seats=seats))
    record("event.slots_made", event, count=len(spans), minutes=minutes, seats=seats)
    return len(spans)


def set_slot(
    event: Event, slot: EventSlot | None, starts_at: datetime, ends_at: datetime, seats: int
) -> None:
    """Add a slot, or change one; its hours hold once somebody has chosen it. Leaves `event.slot_set`."""
    check_open(event.state)
    check_within((starts_at, ends_at), (event.starts_at, event.ends_at), "ends")
    _check_seats(seats)
    others = [(one.starts_at, one.ends_at) for one in event.slots if one is not slot]
    check_apart((starts_at, ends_at), others, "starts")
    if slot is None:
        event.slots.append(EventSlot(starts_at=starts_at, ends_at=ends_at, seats=seats))
    else:
        taken = taken_in([slot.id]).get(slot.id, 0)
        if taken and (slot.starts_at, slot.ends_at) != (starts_at, ends_at):
            chosen = plural(taken, "candidat a choisi", "candidats ont choisi")
            raise RuleBroken(f"{chosen} ce créneau : ses heures ne changent plus.", "starts")
        if seats < taken:
            raise RuleBroken(
                f"{plural(taken, 'place est prise', 'places sont prises')} dans ce créneau.", "seats"
            )
        slot.starts_at, slot.ends_at, slot.seats = starts_at, ends_at, seats
    record("event.slot_set", event, hours=said_hours(starts_at, ends_at), seats=seats)


def remove_slot(event: Event, slot: EventSlot) -> None:
    """Take a slot away; refused when somebody has chosen it. Leaves `event.slot_removed`."""
    check_open(event.state)
    said = said_hours(slot.starts_at, slot.ends_at)
    _take_away(event, slot)
    record("event.slot_removed", event, hours=said)


def _take_away(event: Event, slot: EventSlot) -> None:
    if taken := taken_in([slot.id]).get(slot.id, 0):
        chosen = plural(taken, "candidat a choisi", "candidats ont choisi")
        said = said_hours(slot.starts_at, slot.ends_at)
        raise RuleBroken(f"{chosen} le créneau {said} : il ne se supprime pas.", "instead")
    for guest in db.session.scalars(select(EventGuest).where(EventGuest.slot_id == slot.id)):
        guest.slot_id = None
    db.session.flush()
    event.slots.remove(slot)


def _check_seats(seats: int) -> None:
    if not 1 <= seats <= MOST_SEATS:
        raise RuleBroken(f"Indiquez de 1 à {MOST_SEATS} places.", "seats")
