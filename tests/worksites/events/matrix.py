"""Access to the events, and to all that hangs on them."""

from typing import Any

from tests.factories_events import make_company_guest, make_event, make_guest, make_slot, make_venue
from tests.factories_hours import make_participant
from tests.matrix import BODY, BUYERS, COMPANIES, PARTNERS, Corner, Line
from tests.worksites.sites.matrix import site
from worksites.events.guests.rules import Coming
from worksites.events.models import Event, EventCost, EventStop, EventTask, EventTrade
from worksites.events.rules import GuestKind

READERS = BODY | COMPANIES | PARTNERS | BUYERS


def held(corner: Corner) -> Event:
    """An event on a worksite of the corner's buyer, where its company and its partner are invited."""
    worksite = site(corner)
    row = make_event(
        corner.body,
        title=corner.canary,
        told=corner.canary,
        notes=corner.canary,
        room=corner.canary,
        worksite=worksite,
        venue=make_venue(corner.body, name=worksite.name, access=corner.canary),
    )
    slot = make_slot(row)
    row.trades.append(EventTrade(trade=corner.canary))
    row.tasks.append(EventTask(label=corner.canary, days_before=7))
    row.costs.append(EventCost(label=corner.canary, planned=100, funder=corner.canary))
    row.stops.append(EventStop(title=corner.canary, starts_at=slot.starts_at, ends_at=slot.ends_at))
    make_company_guest(row, corner.company)
    make_company_guest(row, corner.partner, kind=GuestKind.PARTNER)
    person = make_participant(corner.body, family_name=corner.canary)
    make_guest(row, person, slot=slot, coming=Coming.UNKNOWN)
    return row


def event(corner: Corner) -> dict[str, Any]:
    """The event."""
    return {"event_id": held(corner).id}


def as_csv(_corner: Corner) -> dict[str, Any]:
    """A list as a file."""
    return {"ending": "csv"}


def month(_corner: Corner) -> dict[str, Any]:
    """The calendar by month."""
    return {"view": "mois"}


LINES = (
    Line("events.index", READERS),
    Line("events.index_file", READERS, as_csv, client=READERS, other=READERS),
    Line("events.show", READERS, event),
    Line("events.create", BODY),
    Line("events.edit", BODY, event),
    Line("events.when", BODY, event),
    Line("events.trades", BODY, event),
    Line("event_calendar.index", READERS),
    Line("event_calendar.show", READERS, month, client=READERS, other=READERS),
    Line("event_dates.search", BODY),
    Line("event_dates.propose", BODY, event),
    Line("event_dates.take", BODY, event),
    Line("event_life.announce", BODY, event),
    Line("event_life.hold", BODY, event),
    Line("event_life.cancel", BODY, event),
)
