"""Access to the events, and to all that hangs on them."""

from datetime import date
from typing import Any

from sqlalchemy import select

from clauses.contracts.models import Contract
from facilitator.db import db
from tests.clauses.contracts.matrix import committed
from tests.factories import numbers
from tests.factories_events import at, make_company_guest, make_event, make_guest, make_slot, make_venue
from tests.factories_hours import make_participant
from tests.matrix import BODY, BUYERS, COMPANIES, PARTNERS, Corner, Line
from tests.worksites.sites.matrix import site
from worksites.events.guests.models import EventGuest
from worksites.events.guests.rules import Coming
from worksites.events.models import Event, EventCost, EventStop, EventTask, EventTrade, VenueRoom
from worksites.events.promises.models import EventPromise, PromiseKept
from worksites.events.rules import EventKind, GuestKind

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


def template(corner: Corner) -> dict[str, Any]:
    """A template."""
    row = held(corner)
    row.template = corner.canary
    db.session.flush()
    return {"event_id": row.id}


def as_csv(_corner: Corner) -> dict[str, Any]:
    """A list as a file."""
    return {"ending": "csv"}


def past(corner: Corner) -> dict[str, Any]:
    """An event of last spring."""
    row = held(corner)
    row.starts_at, row.ends_at = at(9, 0, date(2026, 3, 12)), at(12, 0, date(2026, 3, 12))
    return {"event_id": row.id}


def hires_file(corner: Corner) -> dict[str, Any]:
    """Its hires, as CSV."""
    return {**past(corner), "part": "embauches", "ending": "csv"}


def month(_corner: Corner) -> dict[str, Any]:
    """The calendar by month."""
    return {"view": "mois"}


def slot(corner: Corner) -> dict[str, Any]:
    """A slot that nobody has chosen."""
    return {"slot_id": held(corner).slots[0].id}


def task(corner: Corner) -> dict[str, Any]:
    """A task."""
    return {"task_id": held(corner).tasks[0].id}


def cost(corner: Corner) -> dict[str, Any]:
    """A line of the budget."""
    return {"cost_id": held(corner).costs[0].id}


def stop(corner: Corner) -> dict[str, Any]:
    """A part of the day."""
    return {"stop_id": held(corner).stops[0].id}


def company(corner: Corner) -> dict[str, Any]:
    """The company that is invited."""
    row = held(corner)
    return {"guest_id": _guest(row, corner).id}


def opening(corner: Corner) -> dict[str, Any]:
    """A job that it brings."""
    return {"opening_id": _guest(held(corner), corner).openings[0].id}


def _guest(row: Event, corner: Corner) -> EventGuest:
    found = select(EventGuest).where(
        EventGuest.event_id == row.id, EventGuest.organisation_id == corner.company.id
    )
    return db.session.scalars(found).one()


def venue(corner: Corner) -> dict[str, Any]:
    """A venue and its room."""
    row = make_venue(
        corner.body, name=f"{corner.canary} {next(numbers)}", access=corner.canary, address=corner.canary
    )
    row.archived_on = corner.archived_on
    row.rooms.append(VenueRoom(name=corner.canary))
    db.session.flush()
    return {"venue_id": row.id}


def room(corner: Corner) -> dict[str, Any]:
    """A room of a venue."""
    found = select(VenueRoom.id).where(VenueRoom.venue_id == venue(corner)["venue_id"])
    return {"room_id": db.session.scalar(found)}


def contract(corner: Corner) -> dict[str, Any]:
    """A contract where the corner's company owes hours."""
    return {"contract_id": committed(corner).terms.lot.contract_id}


def promise(corner: Corner) -> dict[str, Any]:
    """An event that its offer promises."""
    found = db.session.get_one(Contract, contract(corner)["contract_id"])
    row = EventPromise(
        body_id=corner.body.id, contract=found, kind=EventKind.JOB_DATING, number=2, source=corner.canary
    )
    row.kept.append(PromiseKept(event=held(corner), evidence=corner.canary))
    db.session.add(row)
    db.session.flush()
    return {"promise_id": row.id}


def kept(corner: Corner) -> dict[str, Any]:
    """An event that counts for it."""
    row = db.session.get_one(EventPromise, promise(corner)["promise_id"])
    return {"kept_id": row.kept[0].id}


PROMISED = BODY | COMPANIES | BUYERS
BRINGING = {"GET": BODY | COMPANIES, "POST": BODY | COMPANIES}
"""The job is the company's: the partner that is invited as well writes its own alone."""
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
    Line("event_returns.index", BODY),
    Line("event_returns.index_file", BODY, as_csv, client=BODY, other=BODY),
    Line("event_returns.show", BODY, past),
    Line("event_returns.show_file", BODY, hires_file),
    Line("event_life.announce", BODY, event),
    Line("event_life.hold", BODY, event),
    Line("event_life.cancel", BODY, event),
    Line("event_tasks.add", BODY, event),
    Line("event_tasks.usual", BODY, event),
    Line("event_tasks.edit", BODY, task),
    Line("event_tasks.tick", BODY, task),
    Line("event_tasks.remove", BODY, task),
    Line("event_slots.generate", BODY, event),
    Line("event_slots.add", BODY, event),
    Line("event_slots.edit", BODY, slot),
    Line("event_slots.remove", BODY, slot),
    Line("event_stops.add", BODY, event),
    Line("event_stops.edit", BODY, stop),
    Line("event_stops.remove", BODY, stop),
    Line("event_costs.add", BODY, event),
    Line("event_costs.edit", BODY, cost),
    Line("event_costs.remove", BODY, cost),
    Line("event_seats.edit", BODY, event),
    Line("event_organisers.edit", BODY, event),
    Line("event_openings.add_company", BODY, event),
    Line("event_openings.add_partner", BODY, event),
    Line("event_openings.remove_guest", BODY, company),
    Line("event_openings.add", BODY | COMPANIES | PARTNERS, company, methods=BRINGING),
    Line("event_openings.edit", BODY | COMPANIES | PARTNERS, opening, methods=BRINGING),
    Line("event_openings.remove", BODY | COMPANIES | PARTNERS, opening, methods=BRINGING),
    Line("event_templates.copy", BODY, event),
    Line("event_templates.save", BODY, event),
    Line("event_templates.index", BODY),
    Line("event_templates.use", BODY, template),
    Line("event_templates.remove", BODY, template),
    Line("event_series.plan", BODY, event),
    Line("event_series.keep", BODY, event),
    Line("event_promises.index", PROMISED),
    Line("event_promises.index_file", PROMISED, as_csv, client=PROMISED, other=PROMISED),
    Line("event_promises.create", BODY, contract),
    Line("event_promises.edit", BODY, promise),
    Line("event_promises.remove", BODY, promise),
    Line("event_promises.keep", BODY, promise),
    Line("event_promises.evidence", BODY, kept),
    Line("event_promises.drop", BODY, kept),
    Line("event_promises.give_up", BODY, promise),
    Line("event_promises.resume", BODY, promise),
    Line("venues.index", BODY),
    Line("venues.index_file", BODY, as_csv, client=BODY, other=BODY),
    Line("venues.create", BODY),
    Line("venues.show", BODY, venue),
    Line("venues.edit", BODY, venue),
    Line("venues.archive", BODY, venue),
    Line("venues.add_room", BODY, venue),
    Line("venues.edit_room", BODY, room),
    Line("venues.remove", BODY, room),
)
