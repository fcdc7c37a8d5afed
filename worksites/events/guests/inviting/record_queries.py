"""Invite those who stayed ticked, in one act. The caller commits."""

from collections import Counter
from collections.abc import Mapping, Sequence

from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.languages.rules import Tongue
from facilitator.words import RuleBroken
from worksites.events.guests.inviting.rules import Candidate
from worksites.events.guests.message_queries import write_to
from worksites.events.guests.models import EventGuest
from worksites.events.guests.queries import seal
from worksites.events.guests.rules import GuestOrigin, GuestState, GuestWay
from worksites.events.guests.saying_rules import Saying
from worksites.events.models import Event
from worksites.events.rules import EventState


def invite(
    event: Event, candidates: Sequence[Candidate], tongues: Mapping[str, Tongue], origin: GuestOrigin
) -> Counter[GuestWay]:
    """Put them on the list, and write to each when the event is announced (before: they wait, « À inviter »);
    how many by each way. Leaves `event.guests_invited`. Raises `RuleBroken`.
    """
    if event.state in (EventState.CANCELLED, EventState.HELD) or event.ends_at <= now():
        raise RuleBroken("On n’invite plus à un événement passé ou annulé.")
    guests = [_guest(event, one, tongues.get(one.key, one.tongue), origin) for one in candidates]
    db.session.add_all(guests)
    db.session.flush()
    ways: Counter[GuestWay] = Counter()
    if event.state is EventState.ANNOUNCED:
        ways = Counter(send_invitation(guest) for guest in guests)
    record(
        "event.guests_invited",
        event,
        people=len(guests),
        **{way.value: ways[way] for way in GuestWay if ways[way]},
    )
    return ways


def _guest(event: Event, one: Candidate, tongue: Tongue, origin: GuestOrigin) -> EventGuest:
    guest = db.session.get(EventGuest, one.guest_id) if one.guest_id else None
    if guest is None:
        guest = EventGuest(
            body_id=event.body_id,
            event=event,
            kind=one.kind,
            participant_id=one.participant_id,
            organisation_id=one.organisation_id,
            origin=origin,
            reason=one.reason[:300],
            state=GuestState.PROPOSED,
        )
    guest.language = tongue.value
    return guest


def send_invitation(guest: EventGuest, key: str = "") -> GuestWay:
    """Write the invitation, or let it wait as a letter to be printed; how it leaves."""
    if guest.state is GuestState.PROPOSED:
        guest.state, guest.invited_at = GuestState.INVITED, now()
    seal(guest)
    return write_to(guest, Saying.INVITED, key=key)
