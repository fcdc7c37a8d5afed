"""Tables of the rounds: how they were computed, and the meetings at the tables."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.accounts.models import Owned
from facilitator.db import Base
from worksites.events.guests.models import EventGuest
from worksites.events.models import Event
from worksites.events.rounds.rules import MeetingResult, PairingKind, RoundState

WHOLE = "all, delete-orphan"


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
    present_only: Mapped[bool] = mapped_column(default=False)
    """Whether only those who are there are given meetings."""
    shows_names: Mapped[bool] = mapped_column(default=False)
    """Whether the wall says who goes where: first name and initial."""
    state: Mapped[RoundState] = mapped_column(default=RoundState.RUNNING)
    message: Mapped[str] = mapped_column(String(500), default="")
    is_greedy: Mapped[bool] = mapped_column(default=False)
    """Whether the simple method stood in for the solver."""
    is_best: Mapped[bool] = mapped_column(default=False)
    """Whether no other choice of who meets whom is worth more."""
    is_stale: Mapped[bool] = mapped_column(default=False)
    """Whether something that it was computed from was changed by hand since."""
    asked_at: Mapped[datetime | None]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    milliseconds: Mapped[int | None]
    solved_at: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": version}

    event: Mapped[Event] = relationship()
    tables: Mapped[list["RoundTable"]] = relationship(
        back_populates="plan", order_by="RoundTable.number", cascade=WHOLE
    )
    stays: Mapped[list["RoundStay"]] = relationship(
        back_populates="plan", order_by="RoundStay.id", cascade=WHOLE
    )
    pairings: Mapped[list["RoundPairing"]] = relationship(
        back_populates="plan", order_by="RoundPairing.id", cascade=WHOLE
    )


class RoundTable(Base):
    """A table, the company that holds it, the rounds for which somebody sits there. It keeps its number."""

    __tablename__ = "round_table"
    __table_args__ = (
        UniqueConstraint("plan_id", "number", name="uq_round_table_number"),
        CheckConstraint("number > 0 AND first_round > 0 AND last_round >= first_round", name="rounds"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("round_plan.id"))
    number: Mapped[int]
    company_id: Mapped[int] = mapped_column(ForeignKey("event_guest.id"), index=True)
    first_round: Mapped[int] = mapped_column(default=1)
    last_round: Mapped[int | None]
    """None: until the end."""

    plan: Mapped[RoundPlan] = relationship(back_populates="tables")
    company: Mapped[EventGuest] = relationship()


class RoundStay(Base):
    """The rounds that a person is there for, when they are not all, nor those of the slot that she chose."""

    __tablename__ = "round_stay"
    __table_args__ = (
        UniqueConstraint("plan_id", "person_id", name="uq_round_stay_once"),
        CheckConstraint("first_round > 0 AND last_round >= first_round", name="rounds"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("round_plan.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("event_guest.id"), index=True)
    first_round: Mapped[int] = mapped_column(default=1)
    last_round: Mapped[int | None]
    """None: until the end."""

    plan: Mapped[RoundPlan] = relationship(back_populates="stays")


class RoundPairing(Base):
    """What was said by hand of a person and a company: she wishes to meet it, or they must not meet."""

    __tablename__ = "round_pairing"
    __table_args__ = (UniqueConstraint("plan_id", "person_id", "company_id", name="uq_round_pairing_once"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("round_plan.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("event_guest.id"), index=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("event_guest.id"), index=True)
    kind: Mapped[PairingKind]

    plan: Mapped[RoundPlan] = relationship(back_populates="pairings")
    person: Mapped[EventGuest] = relationship(foreign_keys=person_id)
    company: Mapped[EventGuest] = relationship(foreign_keys=company_id)


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
    is_good: Mapped[bool] = mapped_column(default=False)
    """Whether the trade or a wish brought them together, and nothing was left to check."""
    result: Mapped[MeetingResult | None]
    remark: Mapped[str] = mapped_column(String(300), default="")
    said_at: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": version}

    event: Mapped[Event] = relationship()
    person: Mapped[EventGuest] = relationship(foreign_keys=person_id)
    company: Mapped[EventGuest] = relationship(foreign_keys=company_id)
