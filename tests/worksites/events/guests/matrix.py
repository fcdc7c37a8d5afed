"""Who may reach the guests of an event."""

from typing import Any

from facilitator.clock import now
from facilitator.languages.rules import Tongue
from tests.factories import add
from tests.factories_events import make_company_guest, make_event, make_guest, make_slot, soon
from tests.factories_hours import make_participant
from tests.matrix import BODY, COMPANIES, LINKS, NOBODY, PARTNERS, PUBLIC, Corner, Line
from worksites.events.guests.models import EventGuest
from worksites.events.guests.queries import path_of, seal
from worksites.events.guests.referring.models import EventReferrer
from worksites.events.guests.rules import GuestOrigin, GuestState
from worksites.events.models import Event
from worksites.events.rules import GuestKind


def event(corner: Corner) -> Event:
    """An event of the corner, with a slot."""
    row = make_event(corner.body, title=f"Job dating {corner.canary}")
    make_slot(row)
    return row


def on_event(corner: Corner) -> dict[str, Any]:
    """Its number."""
    return {"event_id": event(corner).id}


def with_guest(corner: Corner) -> dict[str, Any]:
    """An event and one of its guests."""
    row = event(corner)
    person = make_participant(body_id=corner.body.id, family_name=corner.canary)
    guest = make_guest(row, person, reason=corner.canary, language=Tongue.AR.value)
    return {"event_id": row.id, "guest_id": guest.id}


def with_file(corner: Corner) -> dict[str, Any]:
    """The file of the guests."""
    found = with_guest(corner)
    return {"event_id": found["event_id"], "ending": "csv"}


def with_guest_event(corner: Corner) -> dict[str, Any]:
    """An event with a guest who needs a letter."""
    return {"event_id": with_guest(corner)["event_id"]}


def with_organisations(corner: Corner) -> dict[str, Any]:
    """An event to which the company and the partner of the corner are invited."""
    row = event(corner)
    make_company_guest(row, corner.company)
    make_company_guest(row, corner.partner, kind=GuestKind.PARTNER)
    return {"event_id": row.id}


def public_event(corner: Corner) -> dict[str, Any]:
    """An event open to all, with the name of nobody."""
    row = event(corner)
    row.is_public = True
    return {"uid": row.uid}


def referred(corner: Corner) -> dict[str, Any]:
    """An event for which the partner of the corner may propose people."""
    row = event(corner)
    row.starts_at, row.ends_at = soon().values()
    values = {"body_id": corner.body.id, "event_id": row.id, "organisation_id": corner.partner.id}
    add(EventReferrer(asked_at=now(), **values))
    return {"event_id": row.id}


def with_company_link(corner: Corner) -> dict[str, Any]:
    """The link of a company."""
    guest = make_company_guest(event(corner), corner.company)
    seal(guest)
    return {"pointer": path_of(guest).rpartition("/")[2]}


def with_opening(corner: Corner) -> dict[str, Any]:
    """A job of a company."""
    return {"opening_id": make_company_guest(event(corner), corner.company).openings[0].id}


def suggested(corner: Corner) -> dict[str, Any]:
    """Somebody that the partner of the corner proposed."""
    row = event(corner)
    values = {"body_id": row.body_id, "kind": GuestKind.PERSON, "state": GuestState.SUGGESTED}
    guest = add(
        EventGuest(event=row, name=corner.canary, origin=GuestOrigin.REFERRER,
                   proposed_by_id=corner.partner.id, **values)
    )  # fmt: skip
    return {"event_id": row.id, "guest_id": guest.id}


def with_link(corner: Corner) -> dict[str, Any]:
    """The link of a guest."""
    guest = make_guest(event(corner))
    seal(guest)
    return {"pointer": path_of(guest).rpartition("/")[2]}


LINES = (
    Line("guests.index", BODY, on_event),
    Line("guests.index_file", BODY, with_file),
    Line("guests.show", BODY, with_guest),
    Line("guests.change", BODY, with_guest),
    Line("guests.resend", BODY, with_guest),
    Line("guests.take_off", BODY, with_guest),
    Line("guests.take_off_now", BODY, with_guest),
    Line("guest_lists.choose", BODY, on_event),
    Line("guest_lists.send", BODY, on_event),
    Line("guest_letters.index", BODY, with_guest_event),
    Line("guest_letters.prepare", BODY, with_guest_event),
    Line("guest_letters.type_code", PUBLIC),
    Line("guest_letters.open_by_code", PUBLIC),
    Line("open_events.index", PUBLIC),
    Line("open_events.show", PUBLIC, public_event),
    Line("open_events.send", PUBLIC, public_event),
    Line("open_events.sent", PUBLIC, public_event),
    Line("guest_openings.ask", PUBLIC, with_company_link),
    # The link of the world is another one's: it opens no invitation.
    Line("guest_openings.index", LINKS),
    Line("guest_openings.add", LINKS, methods={"POST": NOBODY}),
    Line("guest_openings.remove", LINKS, with_opening, methods={"POST": NOBODY}),
    Line("referrals.index", PARTNERS | LINKS),
    # The link of the world is another one's: it opens no event.
    Line("referrals.show", PARTNERS | LINKS, referred, methods={"GET": PARTNERS}),
    Line("referrals.send", PARTNERS | LINKS, referred, methods={"POST": PARTNERS}),
    Line("referrers.index", BODY, referred),
    Line("referrers.send", BODY, referred),
    Line("referrers.judge", BODY, suggested),
    Line("referrers.settle", BODY, suggested),
    Line("guest_own.say", COMPANIES | PARTNERS, with_organisations),
    Line("guest_answers.show", PUBLIC, with_link),
    Line("guest_answers.say", PUBLIC, with_link),
)
