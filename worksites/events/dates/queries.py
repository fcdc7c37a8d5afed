"""What is held around the days where a date is sought, as far as the asker's body knows."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from clauses.parameters.catalogue.rules import whole
from clauses.parameters.queries import settings_for
from facilitator.access import Asker
from facilitator.db import db
from facilitator.feature import bands_between
from facilitator.formats import instant
from worksites.events.dates.calendar_rules import zone_of
from worksites.events.dates.rules import NEAR, Around, Clash, Course, Taken
from worksites.events.guests.models import EventGuest
from worksites.events.guests.rules import GuestState
from worksites.events.models import Event
from worksites.events.queries import events_of
from worksites.events.rules import EventState
from worksites.events.when_rules import moment

AWAY = (GuestState.NOT_COMING, GuestState.WITHDRAWN)
"""They have said that they do not come: they are free."""


@dataclass(frozen=True)
class Sought:
    """What a date is sought for: whom and what must be free."""

    event_id: int | None = None
    """The event that moves: it does not clash with itself."""
    worksite_id: int | None = None
    venue_id: int | None = None
    room: str = ""
    """'' for the whole venue, which clashes with each of its rooms."""
    place: str = ""
    """A postcode, for the school holidays."""
    trades: frozenset[str] = frozenset()
    organisers: frozenset[int] = frozenset()
    companies: frozenset[int] = frozenset()
    people: frozenset[int] = field(default=frozenset())


def sought_of(event: Event) -> Sought:
    """What an event needs on its day."""
    guests = db.session.execute(
        select(EventGuest.organisation_id, EventGuest.participant_id).where(
            EventGuest.event_id == event.id, EventGuest.state.not_in(AWAY)
        )
    ).all()
    places = [place.postcode for place in (event.venue, event.worksite) if place is not None]
    return Sought(
        event.id,
        event.worksite_id,
        event.venue_id,
        event.room,
        next(filter(None, places), ""),
        frozenset(one.trade for one in event.trades),
        frozenset(one.user_id for one in event.organisers),
        frozenset(one.organisation_id for one in guests if one.organisation_id),
        frozenset(one.participant_id for one in guests if one.participant_id),
    )


def around(asker: Asker, sought: Sought, first: date, last: date) -> Around:
    """What is known of the days from one to another, and a week around them."""
    others = _others(asker, sought, first, last)
    invited = _invited(others)
    taken = [clash for event in others for clash in _taken(sought, event, invited[event.id])]
    bands = bands_between(asker, first, last) if sought.people else []
    courses = [
        Course(band.label, band.starts_on, band.ends_on, count)
        for band in bands
        if (count := len(band.participant_ids & sought.people))
    ]
    notice = whole(settings_for(asker.organisation_id, first), "event_notice_days")
    return Around(taken, courses, zone_of(sought.place), notice, len(sought.people))


def _others(asker: Asker, sought: Sought, first: date, last: date) -> Sequence[Event]:
    """The other events of the days asked for and of a week around."""
    near = timedelta(days=NEAR + 1)
    found = events_of(asker).where(
        Event.state != EventState.CANCELLED,
        Event.starts_at < moment(last + near, time()),
        Event.ends_at > moment(first - near, time()),
    )
    if sought.event_id is not None:
        found = found.where(Event.id != sought.event_id)
    whole_event = (joinedload(Event.venue), selectinload(Event.trades), selectinload(Event.organisers))
    return db.session.scalars(found.options(*whole_event).order_by(Event.starts_at, Event.id)).all()


def _invited(events: Collection[Event]) -> dict[int, set[tuple[str, int]]]:
    """By event, who may come: ("company", id) and ("person", id)."""
    found: dict[int, set[tuple[str, int]]] = defaultdict(set)
    rows = db.session.execute(
        select(EventGuest.event_id, EventGuest.organisation_id, EventGuest.participant_id).where(
            EventGuest.event_id.in_([one.id for one in events]), EventGuest.state.not_in(AWAY)
        )
    )
    for event_id, organisation_id, participant_id in rows:
        if organisation_id:
            found[event_id].add(("company", organisation_id))
        if participant_id:
            found[event_id].add(("person", participant_id))
    return found


def _taken(sought: Sought, event: Event, invited: set[tuple[str, int]]) -> Iterator[Taken]:
    said = f"« {event.title} », {instant(event.starts_at)}"

    def held(clash: Clash) -> Taken:
        return Taken(clash, said, event.starts_at, event.ends_at)

    if sought.organisers & {one.user_id for one in event.organisers}:
        yield held(Clash.ORGANISER)
    is_there = sought.venue_id is not None and sought.venue_id == event.venue_id
    if is_there and (not sought.room or not event.room or sought.room == event.room):
        yield held(Clash.ROOM)
    if invited & {("company", one) for one in sought.companies}:
        yield held(Clash.COMPANY)
    same_people = invited & {("person", one) for one in sought.people}
    same_trade = sought.trades & {one.trade for one in event.trades}
    same_site = sought.worksite_id is not None and sought.worksite_id == event.worksite_id
    if same_people or same_trade or same_site:
        yield held(Clash.PUBLIC)
