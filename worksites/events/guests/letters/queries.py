"""Who needs a letter, and who has one. The caller commits."""

from collections.abc import Collection, Sequence

from facilitator.access import Asker
from facilitator.audit.queries import record
from facilitator.clock import now
from facilitator.db import db
from facilitator.setting import setting
from worksites.events.guests.link_rules import code_digest
from worksites.events.guests.models import EventGuest
from worksites.events.guests.queries import WHOLE, code_of, guests_of, reach, seal
from worksites.events.guests.rules import GONE, GuestState, GuestWay
from worksites.events.models import Event
from worksites.events.rules import EventState, GuestKind

MOST = 500
NEVER = GONE | {GuestState.SUGGESTED, GuestState.DECLINED, GuestState.TO_CONFIRM}


def without_address(asker: Asker, event: Event) -> list[EventGuest]:
    """The people whom no message reaches, and who did not say no."""
    found = guests_of(asker, event.id).where(
        EventGuest.kind == GuestKind.PERSON, EventGuest.state.not_in(NEVER), EventGuest.email == ""
    )
    rows = db.session.scalars(found.options(*WHOLE).order_by(EventGuest.id).limit(MOST)).all()
    return [one for one in rows if reach(one) is GuestWay.LETTER]


def chosen(asker: Asker, event: Event, ids: Collection[int]) -> list[EventGuest]:
    """Those of these guests to whom a letter may be given."""
    found = guests_of(asker, event.id).where(EventGuest.id.in_(ids), EventGuest.state.not_in(NEVER))
    return list(db.session.scalars(found.options(*WHOLE).order_by(EventGuest.id).limit(MOST)))


def is_ready(guest: EventGuest) -> bool:
    """Whether the code that would be printed opens her page."""
    return guest.code_hash == code_digest(setting("SECRET_KEY"), code_of(guest))


def make_ready(event: Event, guests: Sequence[EventGuest]) -> int:
    """Give each a code, and note that she is invited; how many. Leaves `event.letters_made`."""
    if event.state is not EventState.ANNOUNCED:
        return 0
    for guest in guests:
        seal(guest)
        if guest.state is GuestState.PROPOSED:
            guest.state, guest.invited_at = GuestState.INVITED, now()
    if guests:
        record("event.letters_made", event, people=len(guests))
    return len(guests)
