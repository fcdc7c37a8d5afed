"""Who is awaited, who came: pointed by a tap, at the door, or all at once when the day is over."""

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from facilitator.access import Asker
from facilitator.audit.queries import record
from facilitator.clock import PARIS, now
from facilitator.db import db
from facilitator.setting import setting
from facilitator.words import RuleBroken
from worksites.events.days.models import EventTap
from worksites.events.days.rules import (
    DOOR_OPENS,
    Tap,
    TapVerdict,
    clamped,
    door_token,
    is_open,
    judged,
)
from worksites.events.guests.models import EventGuest
from worksites.events.guests.rules import Coming, GuestOrigin, GuestState
from worksites.events.models import Event
from worksites.events.rounds.models import RoundPlan
from worksites.events.rules import EventState, GuestKind

AWAITED = (GuestState.COMING, GuestState.MAYBE, GuestState.INVITED)
NOT_YET = "Le pointage ouvre deux heures avant l’événement."
NOT_OVER = "L’événement n’est pas fini : qui n’est pas pointé peut encore arriver."


def awaited(event: Event) -> Sequence[EventGuest]:
    """Who may come: those who said yes or perhaps, those who did not answer, those who were pointed."""
    found = (
        select(EventGuest)
        .where(EventGuest.event_id == event.id)
        .where(or_(EventGuest.state.in_(AWAITED), EventGuest.coming != Coming.UNKNOWN))
        .options(joinedload(EventGuest.participant), joinedload(EventGuest.organisation))
        .options(joinedload(EventGuest.slot))
    )
    return sorted(db.session.scalars(found), key=_order)


def _order(guest: EventGuest) -> tuple[bool, str, str, int]:
    slot = guest.slot.starts_at.isoformat() if guest.slot else ""
    return guest.kind is not GuestKind.PERSON, slot, guest.shown_name.casefold(), guest.id


def counts(guests: Iterable[EventGuest]) -> dict[Coming, int]:
    """How many people stand so."""
    found = Counter(one.coming for one in guests if one.kind is GuestKind.PERSON)
    return {coming: found[coming] for coming in Coming}


def check_pointable(event: Event, at: datetime) -> None:
    """Refuse to point before the door opens, or at an event that is cancelled."""
    if event.state is EventState.CANCELLED:
        raise RuleBroken("Cet événement est annulé.")
    if at < event.starts_at - DOOR_OPENS:
        raise RuleBroken(NOT_YET)


def point(guest: EventGuest, said: Coming, at: datetime) -> None:
    """Say whether a guest came; said again alike, it changes nothing. Leaves `guest.pointed`."""
    if guest.coming is said:
        return
    guest.coming = said
    guest.came_at = at if said is Coming.PRESENT else None
    record("guest.pointed", guest, coming=said.value)
    _unsettle(guest)


def _unsettle(guest: EventGuest) -> None:
    """The rounds were computed with others there."""
    plan = db.session.scalar(select(RoundPlan).where(RoundPlan.event_id == guest.event_id))
    if plan is not None and plan.solved_at is not None:
        plan.is_stale = True


@dataclass(frozen=True)
class Outcome:
    """What became of a tap, and how the guest stands now."""

    tap: Tap
    verdict: TapVerdict
    coming: Coming
    sentence: str = ""


def take(asker: Asker, event: Event, taps: Sequence[Tap]) -> list[Outcome]:
    """Do what a telephone tells, tap after tap; one that has acted says again what it said. The caller
    commits. Raises `RuleBroken` when nothing may be pointed."""
    check_pointable(event, now())
    guests = {one.id: one for one in _named(event, {tap.guest_id for tap in taps})}
    return [_taken(asker, event, tap, guests.get(tap.guest_id)) for tap in taps]


def _named(event: Event, ids: Iterable[int]) -> Sequence[EventGuest]:
    found = select(EventGuest).where(EventGuest.event_id == event.id, EventGuest.id.in_(set(ids)))
    return db.session.scalars(found).all()


def _taken(asker: Asker, event: Event, tap: Tap, guest: EventGuest | None) -> Outcome:
    if guest is None:
        return Outcome(tap, TapVerdict.REFUSED, tap.before, "Cette personne n’est plus sur la liste.")
    key = hashlib.sha256(f"{event.uid}\n{asker.sender}\n{tap.key}".encode()).hexdigest()
    if db.session.scalar(select(EventTap.id).where(EventTap.key == key)) is not None:
        return Outcome(tap, TapVerdict.DONE, guest.coming)
    verdict = judged(tap, guest.coming)
    if verdict is TapVerdict.CONFLICT:
        return Outcome(tap, verdict, guest.coming, f"Pointé « {guest.coming.label} » entre-temps.")
    at = clamped(tap.at, event.starts_at, event.ends_at, now())
    point(guest, tap.said, at)
    db.session.add(
        EventTap(
            body_id=event.body_id,
            event_id=event.id,
            guest_id=guest.id,
            key=key,
            said=tap.said,
            tapped_at=at,
            author_id=asker.account_id,
        )
    )
    record("guest.tapped", guest, coming=tap.said.value)
    db.session.flush()
    return Outcome(tap, verdict, guest.coming)


def walk_in(event: Event, given: str, family: str, phone: str) -> EventGuest:
    """Somebody who comes without being awaited: on the list, and there. Leaves `guest.walked_in`."""
    check_pointable(event, now())
    guest = EventGuest(
        body_id=event.body_id,
        event=event,
        kind=GuestKind.PERSON,
        given_name=given,
        name=family,
        phone=phone,
        origin=GuestOrigin.WALK_IN,
        state=GuestState.COMING,
        coming=Coming.PRESENT,
        came_at=now(),
    )
    db.session.add(guest)
    db.session.flush()
    record("guest.walked_in", guest, event=event.id)
    _unsettle(guest)
    return guest


def unpointed(event: Event) -> list[EventGuest]:
    """The people who were awaited and whom nobody pointed."""
    return [one for one in awaited(event) if one.coming is Coming.UNKNOWN and one.kind is GuestKind.PERSON]


def close_list(event: Event) -> int:
    """Say absent who was awaited and not pointed, once it is over; how many. Leaves `guest.pointed`."""
    if now() < event.ends_at:
        raise RuleBroken(NOT_OVER)
    rest = unpointed(event)
    for guest in rest:
        point(guest, Coming.ABSENT, now())
    return len(rest)


def token_of(event: Event) -> str:
    """The secret of the event's door on its day."""
    day = event.starts_at.astimezone(PARIS).date().isoformat()
    return door_token(setting("SECRET_KEY"), event.uid, day)


def event_behind(token: str, at: datetime) -> Event | None:
    """The event whose door this is, while it is open; None for anything else."""
    near = select(Event).where(
        Event.template == "",
        Event.state.in_((EventState.ANNOUNCED, EventState.HELD)),
        Event.starts_at <= at + DOOR_OPENS,
        Event.ends_at >= at - DOOR_OPENS,
    )
    for event in db.session.scalars(near):
        if hmac.compare_digest(token_of(event).encode(), token.encode()):
            return event if is_open(event.starts_at, event.ends_at, at) else None
    return None
