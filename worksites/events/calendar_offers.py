"""An event as others' calendars know it: no guest is ever named, and the organisers' notes stay here."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from facilitator.access import BODY_ROLES, Asker
from facilitator.accounts.models import User
from facilitator.agenda.feed_rules import MINE
from facilitator.agenda.queries import host, house
from facilitator.agenda.rules import Party, cancellation, invitation
from facilitator.appointments import Appointment, Appointments, Certainty, Subject, Wanted
from facilitator.clock import PARIS, now
from facilitator.db import db
from facilitator.formats import NBSP, day
from facilitator.setting import absolute
from worksites.events.calendar_queries import (
    ORGANISATION,
    WORKSITE,
    day_of,
    events_marked,
    marks_of,
    partners_offered,
    tasks_between,
    worksites_offered,
)
from worksites.events.models import Event, EventSlot, EventStop, EventTask
from worksites.events.place_rules import address_of
from worksites.events.rules import EventState

PATH = "/evenements/"
CERTAINTIES = {
    EventState.PREPARED: Certainty.TENTATIVE,
    EventState.ANNOUNCED: Certainty.CONFIRMED,
    EventState.HELD: Certainty.CONFIRMED,
    EventState.CANCELLED: Certainty.CANCELLED,
}


def appointments(asker: Asker, wanted: Wanted) -> Iterator[Appointments]:
    """The events of a calendar; in one's own, what is still to be done for them."""
    yield marked(marks_of(asker, wanted))
    if wanted.about == MINE and asker.role in BODY_ROLES:
        yield Appointments.told([_to_do(task) for task in tasks_between(asker, wanted.first, wanted.last)])


def marked(marks: Sequence[Hashable]) -> Appointments:
    """The events of these marks (`calendar_queries.marks_of`, `marks_among`), read when nobody kept them."""
    return Appointments(marks, _read)


def _read(marks: Sequence[Hashable]) -> dict[Hashable, Appointment]:
    return {mark: appointment_of(event, page_of(event)) for mark, event in events_marked(marks).items()}


def subjects(asker: Asker) -> Iterator[Subject]:
    """The worksites, and for a body its partners and those it invited."""
    for key, name in worksites_offered(asker):
        yield Subject(WORKSITE, key, f"Chantier{NBSP}: {name}")
    if asker.role in BODY_ROLES:
        for key, name in partners_offered(asker):
            yield Subject(ORGANISATION, key, f"Avec {name}")


def page_of(event: Event) -> str:
    """The address of its page."""
    return absolute(f"{PATH}{event.id}")


def _to_do(task: EventTask) -> Appointment:
    on, about = day_of(task), task.event
    return Appointment(
        f"task-{task.id}-{about.uid}",
        f"{task.label} ({about.title})",
        on,
        on + timedelta(days=1),
        about.changed_at,
        about.sequence,
        url=page_of(about),
        kinds=("À faire",),
        takes_time=False,
    )


def appointment_of(event: Event, url: str = "") -> Appointment:
    """The event; its stops are told in order, since a calendar knows one time and one place."""
    where = event.venue or event.worksite
    return Appointment(
        key=f"evt-{event.uid}",
        title=event.title,
        begins=event.starts_at,
        ends=event.ends_at,
        changed_at=event.changed_at,
        sequence=event.sequence,
        certainty=CERTAINTIES[event.state],
        place=", ".join(filter(None, (where.name, event.room, address_of(event))))
        if where
        else _stopped_at(event),
        told=told(event),
        url=url,
        position=_position(event),
        kinds=(event.kind.label,),
    )


def told(event: Event) -> str:
    """What is said of it: why it is cancelled, the words of its guests, its stops, how to come."""
    said = [f"Annulé{NBSP}: {event.cancelled_reason}"] if event.cancelled_reason else []
    said += [event.told, "\n".join(map(_stop, event.stops))]
    if event.venue is not None and event.venue.access:
        said.append(f"Venir{NBSP}: {event.venue.access}")
    return "\n\n".join(part for part in said if part.strip())


def invite(
    event: Event, guest: Party, url: str = "", slot: EventSlot | None = None, accepted: bool = False
) -> str:
    """The calendar part of a mail to one guest (`mail.queries.post(..., calendar=…)`): her invitation or its
    change; its cancellation, once the event is cancelled. A slot chosen gives the times, `url` her own page.

    One identity and one sequence, the event's, for all guests.
    """
    one = appointment_of(event, url)
    if slot is not None:
        one = replace(one, begins=slot.starts_at, ends=slot.ends_at)
    if event.state is EventState.CANCELLED:
        return cancellation(one, host(), organiser_of(event), guest, now())
    return invitation(one, host(), organiser_of(event), guest, now(), accepted)


def organiser_of(event: Event) -> Party:
    """Who invites, and whose mailbox receives what calendars answer: the first of its organisers, else who
    made it.
    """
    users = [one.user for one in event.organisers]
    if not users and event.created_by_id is not None:
        users = [db.session.get_one(User, event.created_by_id)]
    return Party(users[0].email, users[0].name) if users else house()


def _position(event: Event) -> tuple[Decimal, Decimal] | None:
    """That of its worksite, when it is held there."""
    if event.venue is not None or event.worksite is None:
        return None
    latitude, longitude = event.worksite.latitude, event.worksite.longitude
    return (latitude, longitude) if latitude is not None and longitude is not None else None


def _stopped_at(event: Event) -> str:
    """The first of its stops."""
    return event.stops[0].place if event.stops else event.room


def _stop(stop: EventStop) -> str:
    """`3 décembre 2026, 9 h 30 – 10 h 15 : Chantier des Cités (rue Anatole-France)`."""
    begins, ends = stop.starts_at.astimezone(PARIS), stop.ends_at.astimezone(PARIS)
    hours = f"{begins.hour}{NBSP}h{NBSP}{begins:%M} – {ends.hour}{NBSP}h{NBSP}{ends:%M}"
    where = f" ({stop.place})" if stop.place else ""
    return f"{day(begins.date())}, {hours}{NBSP}: {stop.title}{where}"
