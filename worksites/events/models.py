"""Tables of an event: itself, its place, what it is for, its slots, its preparation and its budget."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.contracts.operations.models import Operation
from facilitator.accounts.models import Organisation, Owned, User
from facilitator.db import Base, Money, Searchable
from worksites.events.rules import EventKind, EventPart, EventState, GuestKind, StepFree
from worksites.sites.models import Worksite

WHOLE = "all, delete-orphan"


class Venue(Owned, Searchable, Base):
    """A place where events are held: how to come, who gets in, how many."""

    __tablename__ = "venue"
    __table_args__ = (
        UniqueConstraint("body_id", "name", name="uq_venue_name"),
        CheckConstraint("seats > 0", name="seats"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(200), default="")
    postcode: Mapped[str] = mapped_column(String(10), default="")
    commune: Mapped[str] = mapped_column(String(120), default="")
    access: Mapped[str] = mapped_column(String(500), default="")
    """How to come: tram, bus, car park."""
    step_free: Mapped[StepFree] = mapped_column(default=StepFree.UNKNOWN)
    accessibility: Mapped[str] = mapped_column(String(500), default="")
    """Magnetic loop, lift, interpreter: what is there."""
    seats: Mapped[int | None]
    archived_on: Mapped[date | None]

    __mapper_args__ = {"version_id_col": version}

    rooms: Mapped[list["VenueRoom"]] = relationship(
        back_populates="venue", order_by="VenueRoom.name, VenueRoom.id", cascade=WHOLE
    )

    def search_text(self) -> str:
        """Name, address and town."""
        return f"{self.name} {self.address} {self.commune}"


class VenueRoom(Base):
    """A room of a venue; an event names it, so that its past keeps a room that has gone."""

    __tablename__ = "venue_room"
    __table_args__ = (
        UniqueConstraint("venue_id", "name", name="uq_venue_room_name"),
        CheckConstraint("seats > 0", name="seats"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"))
    name: Mapped[str] = mapped_column(String(120))
    seats: Mapped[int | None]
    step_free: Mapped[StepFree] = mapped_column(default=StepFree.UNKNOWN)

    venue: Mapped[Venue] = relationship(back_populates="rooms")


class Event(Owned, Searchable, Base):
    """A day when people and companies meet. `uid` names it for ever in calendars; `sequence` counts what a
    calendar must hear of (time, place, state).
    """

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="times"),
        CheckConstraint("meeting_minutes > 0", name="meeting_minutes"),
        Index("ix_event_days", "body_id", "starts_at"),
        Index("ix_event_series", "series"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]
    """When what a calendar shows last changed."""
    kind: Mapped[EventKind]
    state: Mapped[EventState] = mapped_column(default=EventState.PREPARED)
    title: Mapped[str] = mapped_column(String(200))
    told: Mapped[str] = mapped_column(Text, default="")
    """What guests and the public read."""
    notes: Mapped[str] = mapped_column(Text, default="")
    """What the organisers alone read."""
    operation_id: Mapped[int | None] = mapped_column(ForeignKey("operation.id"), index=True)
    worksite_id: Mapped[int | None] = mapped_column(ForeignKey("worksite.id"), index=True)
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venue.id"), index=True)
    room: Mapped[str] = mapped_column(String(120), default="")
    """The room of the venue; '' for all of it."""
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    meeting_minutes: Mapped[int] = mapped_column(default=10)
    """How long a meeting lasts at a table."""
    is_public: Mapped[bool] = mapped_column(default=False)
    """Whether it has a public page where anybody registers."""
    closes_at: Mapped[datetime | None]
    """Until when one registers; None: until it begins."""
    template: Mapped[str] = mapped_column(String(120), default="")
    """Its name as a template, which is in no calendar; '' for an event."""
    series: Mapped[str] = mapped_column(String(36), default="")
    """What the events of one series have in common; '' for one alone."""
    cancelled_reason: Mapped[str] = mapped_column(String(200), default="")
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))

    __mapper_args__ = {"version_id_col": version}

    operation: Mapped[Operation | None] = relationship()
    worksite: Mapped[Worksite | None] = relationship()
    venue: Mapped[Venue | None] = relationship()
    trades: Mapped[list["EventTrade"]] = relationship(order_by="EventTrade.id", cascade=WHOLE)
    seats: Mapped[list["EventSeats"]] = relationship(order_by="EventSeats.id", cascade=WHOLE)
    slots: Mapped[list["EventSlot"]] = relationship(
        back_populates="event", order_by="EventSlot.starts_at, EventSlot.id", cascade=WHOLE
    )
    stops: Mapped[list["EventStop"]] = relationship(
        back_populates="event", order_by="EventStop.starts_at, EventStop.id", cascade=WHOLE
    )
    organisers: Mapped[list["EventOrganiser"]] = relationship(order_by="EventOrganiser.id", cascade=WHOLE)
    tasks: Mapped[list["EventTask"]] = relationship(
        back_populates="event", order_by="EventTask.days_before.desc(), EventTask.id", cascade=WHOLE
    )
    costs: Mapped[list["EventCost"]] = relationship(
        back_populates="event", order_by="EventCost.id", cascade=WHOLE
    )

    def search_text(self) -> str:
        """Title and what is said of it."""
        return f"{self.title} {(self.told or '')[:200]}"


class EventTrade(Base):
    """A trade that an event is for, or shows."""

    __tablename__ = "event_trade"
    __table_args__ = (UniqueConstraint("event_id", "trade", name="uq_event_trade_once"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    trade: Mapped[str] = mapped_column(String(120))


class EventSeats(Base):
    """How many guests of a kind an event has room for; a kind without a line has no limit."""

    __tablename__ = "event_seats"
    __table_args__ = (
        UniqueConstraint("event_id", "kind", name="uq_event_seats_once"),
        CheckConstraint("seats >= 0", name="seats"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    kind: Mapped[GuestKind]
    seats: Mapped[int]


class EventSlot(Base):
    """A time that a guest may choose, of any length; its seats are for people."""

    __tablename__ = "event_slot"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="times"),
        CheckConstraint("seats > 0", name="seats"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    seats: Mapped[int]

    event: Mapped[Event] = relationship(back_populates="slots")


class EventStop(Base):
    """A part of an event's day: a stop of one that moves (the PLIE's rally), a trade shown, a visit."""

    __tablename__ = "event_stop"
    __table_args__ = (CheckConstraint("ends_at > starts_at", name="times"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    kind: Mapped[EventPart] = mapped_column(default=EventPart.STOP)
    title: Mapped[str] = mapped_column(String(200))
    place: Mapped[str] = mapped_column(String(200), default="")
    host_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]

    event: Mapped[Event] = relationship(back_populates="stops")
    host: Mapped[Organisation | None] = relationship(lazy="joined")


class EventOrganiser(Base):
    """Somebody who holds the event: her days must not clash."""

    __tablename__ = "event_organiser"
    __table_args__ = (UniqueConstraint("event_id", "user_id", name="uq_event_organiser_once"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"), index=True)

    user: Mapped[User] = relationship(lazy="joined")


class EventTask(Base):
    """Something to do, so many days before the event (after it, below zero). Its day follows the event's."""

    __tablename__ = "event_task"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    label: Mapped[str] = mapped_column(String(200))
    days_before: Mapped[int]
    done_on: Mapped[date | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))

    event: Mapped[Event] = relationship(back_populates="tasks")
    done_by: Mapped[User | None] = relationship()


class EventCost(Base):
    """A line of the budget: what was planned, what was spent, who pays."""

    __tablename__ = "event_cost"
    __table_args__ = (CheckConstraint("planned >= 0 AND spent >= 0", name="amounts"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    label: Mapped[str] = mapped_column(String(200))
    planned: Mapped[Decimal] = mapped_column(Money)
    """Euros."""
    spent: Mapped[Decimal | None] = mapped_column(Money)
    """Euros; None until it is known."""
    funder: Mapped[str] = mapped_column(String(120), default="")

    event: Mapped[Event] = relationship(back_populates="costs")
