"""What each meeting gave, as its company says it; nothing else of a person is read there."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from facilitator.access import Asker, Role
from facilitator.accounts.models import Contact, Organisation
from facilitator.accounts.tasklinks.models import TaskLink
from facilitator.accounts.tasklinks.queries import contact_of, new_link
from facilitator.audit.queries import record
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.identity import FORBIDDEN, has_nir
from facilitator.mail.queries import post
from facilitator.words import RuleBroken
from worksites.events.days.letters import LABEL, PURPOSE, subject, text
from worksites.events.days.rules import DOOR_OPENS
from worksites.events.guests.models import EventGuest
from worksites.events.guests.rules import GuestState
from worksites.events.models import Event
from worksites.events.queries import events_of
from worksites.events.rounds.models import EventMeeting
from worksites.events.rounds.rules import MeetingResult
from worksites.events.rules import EventState, GuestKind

TOO_EARLY = "L’événement n’a pas commencé : la suite d’une rencontre se dit après elle."


def meetings_of(asker: Asker) -> Select[EventMeeting]:
    """The meetings of the asker's own company, at events that it may see; by a link, one sent for that."""
    mine = (
        select(EventMeeting)
        .join(EventMeeting.company)
        .join(Event, Event.id == EventMeeting.event_id)
        .where(EventGuest.organisation_id == asker.organisation_id)
        .where(EventMeeting.event_id.in_(events_of(asker).with_only_columns(Event.id)))
        .where(Event.state.in_((EventState.ANNOUNCED, EventState.HELD)))
        .options(joinedload(EventMeeting.person).joinedload(EventGuest.participant))
        .order_by(Event.starts_at.desc(), EventMeeting.round, EventMeeting.table, EventMeeting.id)
    )
    if asker.role is Role.LINK and (asker.scope is None or asker.scope.purpose != PURPOSE):
        return mine.where(EventMeeting.id.is_(None))
    return mine


def meeting_of(asker: Asker, meeting_id: int) -> EventMeeting | None:
    """One of them."""
    return db.session.scalar(meetings_of(asker).where(EventMeeting.id == meeting_id))


def unsaid_by(asker: Asker) -> int:
    """How many meetings of events that are over wait for what they gave."""
    waiting = meetings_of(asker).where(EventMeeting.result.is_(None), Event.ends_at <= now()).order_by(None)
    ids = waiting.with_only_columns(EventMeeting.id).subquery()
    return db.session.scalar(select(func.count()).select_from(ids)) or 0


def say(row: EventMeeting, result: MeetingResult, remark: str) -> None:
    """What a meeting gave; the same again changes nothing. Leaves `meeting.said`. Raises `RuleBroken`."""
    if row.event.starts_at - DOOR_OPENS > now():
        raise RuleBroken(TOO_EARLY)
    if has_nir(remark):
        raise RuleBroken(FORBIDDEN, "remark")
    if (row.result, row.remark) == (result, remark):
        return
    row.result, row.remark, row.said_at = result, remark, now()
    record("meeting.said", row, result=result.value)


def take_back(row: EventMeeting) -> None:
    """The company says nothing of a meeting any more. Leaves `meeting.unsaid`."""
    if row.result is not None:
        row.result, row.remark, row.said_at = None, "", None
        record("meeting.unsaid", row)


def results_in(event: Event) -> Sequence[EventMeeting]:
    """The meetings of an event, by company, for its body."""
    found = (
        select(EventMeeting)
        .where(EventMeeting.event_id == event.id)
        .options(joinedload(EventMeeting.person).joinedload(EventGuest.participant))
        .options(joinedload(EventMeeting.company).joinedload(EventGuest.organisation))
    )
    rows = db.session.scalars(found).all()
    return sorted(rows, key=lambda row: (row.company.shown_name.casefold(), row.round or 0, row.id))


def tally(rows: Sequence[EventMeeting]) -> Counter[MeetingResult | None]:
    """How many meetings gave what."""
    return Counter(row.result for row in rows)


def hosts(event: Event) -> Sequence[EventGuest]:
    """The companies that come."""
    found = select(EventGuest).where(
        EventGuest.event_id == event.id,
        EventGuest.kind != GuestKind.PERSON,
        EventGuest.organisation_id.is_not(None),
        EventGuest.state == GuestState.COMING,
    )
    return db.session.scalars(found.order_by(EventGuest.id)).all()


def send_links(event: Event) -> tuple[int, list[str]]:
    """Send each company that comes a link to its meetings, once; how many left, whom nobody can reach.

    Leaves `link.sent`. Raises `RuleBroken` before the event is announced.
    """
    if event.state not in (EventState.ANNOUNCED, EventState.HELD):
        raise RuleBroken("Annoncez d’abord l’événement.")
    sent, unreached = 0, []
    for guest in hosts(event):
        organisation = guest.organisation
        contact = next((one for one in organisation.contacts if one.email), None) if organisation else None
        if organisation is None or contact is None:
            unreached.append(guest.shown_name)
            continue
        sent += _send(event, organisation, contact, f"{PURPOSE} {event.id} {organisation.id}")
    return sent, unreached


def _send(event: Event, organisation: Organisation, contact: Contact, key: str) -> int:
    if db.session.scalar(select(TaskLink.id).where(TaskLink.key == key)) is not None:
        return 0
    body = db.session.get_one(Organisation, event.body_id)
    link, url = new_link(event.body_id, contact, PURPOSE, LABEL, key=key)
    post(
        "Rencontres d’un job dating",
        link.email,
        subject(event),
        text(event, url, body.name),
        organisation_id=organisation.id,
        body_id=body.id,
    )
    return 1


def renew(link_id: int) -> None:
    """Send again to the same contact, once a day at most, for the latest event of its company."""
    link = db.session.get_one(TaskLink, link_id)
    contact = contact_of(link)
    latest = (
        select(Event)
        .join(EventGuest, EventGuest.event_id == Event.id)
        .where(EventGuest.organisation_id == link.organisation_id, Event.body_id == link.body_id)
        .where(Event.state.in_((EventState.ANNOUNCED, EventState.HELD)))
        .order_by(Event.starts_at.desc())
        .limit(1)
    )
    event = db.session.scalar(latest)
    if contact is not None and contact.email and event is not None:
        _send(event, link.organisation, contact, f"renewed {link.id} {today():%Y-%m-%d}")
