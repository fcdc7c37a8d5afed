"""The list of events: its filters, its order, what each line counts, inside what the asker may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from clauses.contracts.operations.models import Operation
from facilitator.access import Asker
from facilitator.clock import now
from facilitator.db import db
from facilitator.formats import search_key
from worksites.events.due_queries import left_to_do
from worksites.events.guests.models import EventGuest
from worksites.events.guests.rules import Coming, GuestState
from worksites.events.models import Event, EventOrganiser, EventTrade
from worksites.events.place_rules import place_of
from worksites.events.promises.models import EventPromise, PromiseKept
from worksites.events.queries import events_of
from worksites.events.rules import EventKind, EventState, EventToDo, GuestKind
from worksites.events.when_rules import moment
from worksites.sites.models import Worksite, WorksiteShare

MIDNIGHT = time(0)


@dataclass(frozen=True)
class EventRow:
    """A line of the list: the event, who comes and who came, how many companies."""

    event: Event
    expected: int = 0
    came: int = 0
    companies: int = 0

    @property
    def place(self) -> str:
        """Where it is."""
        return place_of(self.event)

    @property
    def trades(self) -> str:
        """Its trades, without their codes."""
        return ", ".join(one.trade.partition(" (")[0] for one in self.event.trades)

    @property
    def ready(self) -> str:
        """`3 sur 9`: what is done of its checklist."""
        done = sum(one.done_on is not None for one in self.event.tasks)
        return f"{done} sur {len(self.event.tasks)}" if self.event.tasks else ""


def find_events(asker: Asker, values: Mapping[str, str]) -> Select[Event]:
    """The events that answer the filters."""
    found = events_of(asker)
    for word in search_key(values.get("q", "")).split():
        found = found.where(Event.search_key.contains(word))
    for name, column, read in (
        ("type", Event.kind, EventKind),
        ("etat", Event.state, EventState),
        ("chantier", Event.worksite_id, int),
        ("programme", Event.operation_id, int),
        ("lieu", Event.venue_id, int),
        ("serie", Event.series, str),
    ):
        if values.get(name):
            found = found.where(column == read(values[name]))
    if values.get("metier"):
        of_trade = select(EventTrade.event_id).where(EventTrade.trade == values["metier"])
        found = found.where(Event.id.in_(of_trade))
    if values.get("organisateur") and asker.account_id is not None:
        mine = select(EventOrganiser.event_id).where(EventOrganiser.user_id == asker.account_id)
        found = found.where(Event.id.in_(mine))
    return _at_times(asker, found, values)


def _at_times(asker: Asker, found: Select[Event], values: Mapping[str, str]) -> Select[Event]:
    if values.get("du"):
        found = found.where(Event.ends_at >= moment(date.fromisoformat(values["du"]), MIDNIGHT))
    if values.get("au"):
        after = date.fromisoformat(values["au"]) + timedelta(days=1)
        found = found.where(Event.starts_at < moment(after, MIDNIGHT))
    if values.get("moment"):
        coming = Event.ends_at >= now()
        found = found.where(coming if values["moment"] == "a_venir" else ~coming)
    if values.get("afaire"):
        found = left_to_do(asker, found, EventToDo(values["afaire"]))
    return found


def ordered(found: Select[Event], sort: str) -> Select[Event]:
    """In the order the address asks for."""
    keys = {"titre": Event.title, "type": Event.kind, "etat": Event.state, "jour": Event.starts_at}
    key = keys.get(sort.removeprefix("-"), Event.starts_at)
    return found.order_by(key.desc() if sort.startswith("-") else key.asc(), Event.id)


def count_of(found: Select[Event]) -> int:
    """How many events answer."""
    counted = found.order_by(None).with_only_columns(Event.id).subquery()
    return db.session.scalar(select(func.count()).select_from(counted)) or 0


def rows_of(found: Select[Event], offset: int = 0, limit: int | None = None) -> list[EventRow]:
    """The lines of the list."""
    wanted = found.options(
        joinedload(Event.venue),
        joinedload(Event.worksite),
        joinedload(Event.operation),
        selectinload(Event.trades),
        selectinload(Event.tasks),
    )
    shown = db.session.scalars(wanted.offset(offset or None).limit(limit)).all()
    counts = guest_counts([one.id for one in shown])
    return [EventRow(one, *counts.get(one.id, (0, 0, 0))) for one in shown]


def guest_counts(ids: Sequence[int]) -> dict[int, tuple[int, int, int]]:
    """By event: people who said they come, people who came, companies that have not said no."""
    person, company = EventGuest.kind == GuestKind.PERSON, EventGuest.kind == GuestKind.COMPANY
    gone = EventGuest.state.in_((GuestState.NOT_COMING, GuestState.WITHDRAWN))
    rows = db.session.execute(
        select(
            EventGuest.event_id,
            func.count().filter(person, EventGuest.state == GuestState.COMING),
            func.count().filter(person, EventGuest.coming == Coming.PRESENT),
            func.count().filter(company, ~gone),
        )
        .where(EventGuest.event_id.in_(ids))
        .group_by(EventGuest.event_id)
    )
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def choices_of(asker: Asker) -> dict[str, list[tuple[str, str]]]:
    """What the filters offer: the worksites, programmes and trades that have an event."""
    seen = events_of(asker)
    sites = db.session.execute(
        select(Worksite.id, Worksite.name)
        .where(Worksite.id.in_(seen.with_only_columns(Event.worksite_id)))
        .order_by(Worksite.name)
    )
    operations = db.session.execute(
        select(Operation.id, Operation.name)
        .where(Operation.id.in_(seen.with_only_columns(Event.operation_id)))
        .order_by(Operation.name)
    )
    trades = db.session.scalars(
        select(EventTrade.trade)
        .where(EventTrade.event_id.in_(seen.with_only_columns(Event.id)))
        .distinct()
        .order_by(EventTrade.trade)
    )
    return {
        "chantier": [(str(row.id), row.name) for row in sites],
        "programme": [(str(row.id), row.name) for row in operations],
        "metier": [(one, one) for one in trades],
    }


def series_named(asker: Asker, series: str) -> list[tuple[str, str]]:
    """The series that the address names, by the title of its first event; nothing when there is none."""
    if not series:
        return []
    found = events_of(asker).where(Event.series == series).order_by(Event.starts_at, Event.id)
    first = db.session.scalars(found.limit(1)).first()
    return [(series, first.title)] if first else []


def events_on_contract(asker: Asker, contract_id: int) -> Select[Event]:
    """The events on the worksites where a contract works, and those that keep one of its promises."""
    sites = select(WorksiteShare.worksite_id).where(WorksiteShare.contract_id == contract_id)
    kept = (
        select(PromiseKept.event_id).join(PromiseKept.promise).where(EventPromise.contract_id == contract_id)
    )
    return events_of(asker).where(or_(Event.worksite_id.in_(sites), Event.id.in_(kept)))
