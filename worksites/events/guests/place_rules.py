"""Places: who holds one, who waits for one, who is moved up. Pure.

A place is one of the event's for that kind of guest (no limit where none is said) and, for a person, one of
the slot she chose. Whoever waits for a slot waits for that one: another that is free is hers to choose.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from worksites.events.guests.rules import GuestState


@dataclass(frozen=True)
class Seats:
    """What an event has room for, of one kind of guest: in all (None: no limit), and by slot."""

    total: int | None = None
    slots: Mapping[int, int] | None = None

    def of(self, slot_id: int | None) -> int | None:
        """The seats of a slot; None where there is no limit."""
        return None if slot_id is None else (self.slots or {}).get(slot_id)


@dataclass(frozen=True)
class InLine:
    """A guest as the places see her. `held_until`: an unconfirmed registration holds its place till then."""

    guest_id: int
    state: GuestState
    slot_id: int | None = None
    since: datetime | None = None
    held_until: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether she has a place."""
        if self.state is GuestState.TO_CONFIRM:
            return self.held_until is not None and at < self.held_until
        return self.state is GuestState.COMING


def taken(line: Iterable[InLine], at: datetime) -> dict[int | None, int]:
    """The places held, by slot; under None: in all."""
    found: dict[int | None, int] = {None: 0}
    for one in line:
        if one.holds(at):
            found[None] += 1
            if one.slot_id is not None:
                found[one.slot_id] = found.get(one.slot_id, 0) + 1
    return found


def free(seats: Seats, held: Mapping[int | None, int], slot_id: int | None) -> int | None:
    """The places left in a slot (None: of the event); None where there is no limit."""
    limits = []
    if seats.total is not None:
        limits.append(seats.total - held.get(None, 0))
    own = seats.of(slot_id)
    if own is not None:
        limits.append(own - held.get(slot_id, 0))
    return max(min(limits), 0) if limits else None


def has_room(seats: Seats, line: Iterable[InLine], slot_id: int | None, at: datetime) -> bool:
    """Whether one more guest may come."""
    return free(seats, taken(line, at), slot_id) != 0


def waiting_list(line: Iterable[InLine], at: datetime) -> list[InLine]:
    """Who waits, first come first."""
    waiting = (one for one in line if one.state is GuestState.WAITING)
    return sorted(waiting, key=lambda one: (one.since is None, one.since or at, one.guest_id))


def to_move_up(seats: Seats, line: Sequence[InLine], at: datetime) -> list[InLine]:
    """Those of the waiting list who get a place now, in their order."""
    now, found = list(line), []
    for one in waiting_list(line, at):
        if has_room(seats, now, one.slot_id, at):
            moved = replace(one, state=GuestState.COMING)
            now[now.index(one)] = moved
            found.append(moved)
    return found


def rank(line: Iterable[InLine], guest_id: int, at: datetime) -> int:
    """Her place in the waiting list, from 1; 0 when she does not wait."""
    waiting = enumerate(waiting_list(line, at), 1)
    return next((index for index, one in waiting if one.guest_id == guest_id), 0)
