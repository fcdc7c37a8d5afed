"""Tables of the rounds: how they were computed, and the meetings at the tables."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.accounts.models import Owned
from facilitator.db import Base
from worksites.events.guests.models import EventGuest
from worksites.events.models import Event
from worksites.events.rounds.rules import MeetingResult, RoundState


class RoundPlan(Owned, Base):
    """The rounds of an event: when they begin, how long one lasts, how the computing ended."""

    __tablename__ = "round_plan"
    __table_args__ = (
        CheckConstraint("minutes > 0 AND pause >= 0", name="minutes"),
        CheckConstraint("rounds > 0", name="rounds"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), unique=True)
    starts_at: Mapped[datetime]
    rounds: Mapped[int]
    minutes: Mapped[int]
    """Of a meeting."""
    pause: Mapped[int] = mapped_column(default=2)
    """Minutes between two rounds."""
    fair: Mapped[int] = mapped_column(default=2)
    """How many companies everyone meets at least, where it can be."""
    state: Mapped[RoundState] = mapped_column(default=RoundState.RUNNING)
    message: Mapped[str] = mapped_column(String(500), default="")
    milliseconds: Mapped[int | None]
    solved_at: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": version}

    event: Mapped[Event] = relationship()


class EventMeeting(Owned, Base):
    """A person before a company: at a table in a round, or as it came; and what the company says of it."""

    __tablename__ = "event_meeting"
    __table_args__ = (
        UniqueConstraint("person_id", "company_id", name="uq_event_meeting_once"),
        UniqueConstraint("person_id", "round", name="uq_event_meeting_person"),
        UniqueConstraint("event_id", "table", "round", name="uq_event_meeting_table"),
        CheckConstraint('(round IS NULL) = ("table" IS NULL)', name="place"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("event_guest.id"), index=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("event_guest.id"), index=True)
    round: Mapped[int | None]
    """From 1; None when they met outside the rounds."""
    table: Mapped[int | None]
    """From 1: a company may hold several."""
    is_kept: Mapped[bool] = mapped_column(default=False)
    """Whether a new computing must leave it where it is."""
    reason: Mapped[str] = mapped_column(String(300), default="")
    """Why they meet, in French."""
    result: Mapped[MeetingResult | None]
    remark: Mapped[str] = mapped_column(String(300), default="")
    said_at: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": version}

    event: Mapped[Event] = relationship()
    person: Mapped[EventGuest] = relationship(foreign_keys=person_id)
    company: Mapped[EventGuest] = relationship(foreign_keys=company_id)
