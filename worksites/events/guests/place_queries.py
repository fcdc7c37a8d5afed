"""Give a place, take it back, move up who waits. The caller commits.

Whoever writes holds the one lock of writers from the first statement of its transaction
(`facilitator.db`): of two at once on the last place, the second reads what the first has written, and waits.
"""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.words import RuleBroken
from worksites.events.guests.message_queries import write_to
from worksites.events.guests.models import EventGuest
from worksites.events.guests.place_rules import InLine, Seats, free, has_room, rank, taken, to_move_up
from worksites.events.guests.queries import change_limit
from worksites.events.guests.rules import GONE, GuestState, answered, check_open
from worksites.events.guests.saying_rules import Saying
from worksites.events.models import Event
from worksites.events.rules import EventState, GuestKind

FULL = "Cette heure est complète : choisissez-en une autre, ou gardez la vôtre."
CHOOSE = "Choisissez une heure."
KEPT = "Des rencontres sont déjà notées pour cet invité : dites plutôt qu’il ne vient pas."


def seats_of(event: Event, kind: GuestKind) -> Seats:
    """What an event has room for; its slots are for people."""
    total = next((one.seats for one in event.seats if one.kind is kind), None)
    slots = {one.id: one.seats for one in event.slots} if kind is GuestKind.PERSON else {}
    return Seats(total, slots)


def line_of(event_id: int, kind: GuestKind) -> list[InLine]:
    """The guests of a kind, as the places see them."""
    columns = (EventGuest.id, EventGuest.state, EventGuest.slot_id, EventGuest.waiting_since)
    found = select(*columns, EventGuest.held_until).where(
        EventGuest.event_id == event_id, EventGuest.kind == kind
    )
    return [InLine(*row) for row in db.session.execute(found)]


def free_of(event: Event, kind: GuestKind = GuestKind.PERSON) -> dict[int | None, int | None]:
    """The places left, by slot; under None, of the event. None: no limit."""
    seats, held = seats_of(event, kind), taken(line_of(event.id, kind), now())
    return {slot: free(seats, held, slot) for slot in (None, *(seats.slots or {}))}


def left_in(event: Event, kind: GuestKind = GuestKind.PERSON) -> int | None:
    """The places left in all: those of the slots where there are some, never more than the event's."""
    found = free_of(event, kind)
    whole, slots = found.pop(None), [left for left in found.values() if left is not None]
    if not slots:
        return whole
    return sum(slots) if whole is None else min(whole, sum(slots))


def rank_of(guest: EventGuest) -> int:
    """Her place in the waiting list; 0 when she does not wait."""
    if guest.state is not GuestState.WAITING:
        return 0
    return rank(line_of(guest.event_id, guest.kind), guest.id, now())


def answer(guest: EventGuest, wanted: GuestState, slot_id: int | None) -> None:
    """What she says by herself, until the time to change; said again alike, it changes nothing.

    Leaves `guest.answered`. Raises `RuleBroken`.
    """
    check_open(guest.event.state, change_limit(guest), now())
    place(guest, wanted, slot_id)


def place(guest: EventGuest, wanted: GuestState, slot_id: int | None) -> None:
    """Give the state and the slot, or the waiting list when there is no room; who waits moves up into what is
    freed. Leaves `guest.answered`. Raises `RuleBroken`.
    """
    slot_id = _checked(guest, wanted, slot_id)
    before, slot_before = guest.state, guest.slot_id
    same = {wanted, GuestState.WAITING} if wanted is GuestState.COMING else {wanted}
    if (before in same and slot_id == slot_before) or (wanted is GuestState.NOT_COMING and before in GONE):
        return
    kept = answered(before, wanted)
    if wanted is GuestState.COMING:
        kept = _seated(guest, slot_id)
    _write(guest, kept, slot_id)
    record("guest.answered", guest, state=kept.value)
    move_up(guest.event)
    if guest.state in (GuestState.COMING, GuestState.WAITING):
        write_to(guest, Saying.CONFIRMED, key=now().isoformat(), rank=rank_of(guest))


def _checked(guest: EventGuest, wanted: GuestState, slot_id: int | None) -> int | None:
    slots = {one.id for one in guest.event.slots}
    if wanted is not GuestState.COMING:
        return guest.slot_id if wanted is guest.state else None
    if guest.kind is not GuestKind.PERSON or not slots:
        return None
    if slot_id not in slots:
        raise RuleBroken(CHOOSE, "slot")
    return slot_id


def _seated(guest: EventGuest, slot_id: int | None) -> GuestState:
    """Whether there is room for her; whoever has a place keeps it rather than wait for another."""
    line = [one for one in line_of(guest.event_id, guest.kind) if one.guest_id != guest.id]
    if has_room(seats_of(guest.event, guest.kind), line, slot_id, now()):
        return GuestState.COMING
    if guest.state is GuestState.COMING:
        raise RuleBroken(FULL, "slot")
    return GuestState.WAITING


def _write(guest: EventGuest, state: GuestState, slot_id: int | None) -> None:
    guest.state, guest.slot_id = state, slot_id
    guest.slot = next((one for one in guest.event.slots if one.id == slot_id), None)
    guest.answered_at, guest.held_until = now(), None
    guest.waiting_since = now() if state is GuestState.WAITING else None
    db.session.flush()


def move_up(event: Event) -> int:
    """Give the places that are free to those who wait for them, in their order, and tell each; how many.

    To be called whenever places appear. Leaves `guest.moved_up`.
    """
    if event.state is not EventState.ANNOUNCED or event.starts_at <= now():
        return 0
    moved = 0
    for kind in GuestKind:
        for one in to_move_up(seats_of(event, kind), line_of(event.id, kind), now()):
            guest = db.session.get_one(EventGuest, one.guest_id)
            guest.state, guest.waiting_since = GuestState.COMING, None
            db.session.flush()
            record("guest.moved_up", guest)
            write_to(guest, Saying.MOVED_UP, key=now().isoformat())
            moved += 1
    return moved


def remove(guest: EventGuest) -> None:
    """Take her off the list; her place goes to who waits. Leaves `guest.removed`. Raises `RuleBroken`."""
    event = guest.event
    record("guest.removed", guest, event=event.id)
    try:
        with db.session.begin_nested():
            db.session.delete(guest)
    except IntegrityError as error:
        raise RuleBroken(KEPT) from error
    move_up(event)
