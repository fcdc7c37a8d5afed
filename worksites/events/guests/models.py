"""Tables of the guests: people, companies and partners of an event, and the jobs that companies bring."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.contracts.models import Commitment
from clauses.people.abilities.rules import FrenchLevel, Licence
from clauses.people.employments.rules import ContractType
from clauses.people.participants.models import Participant
from facilitator.accounts.models import Organisation, Owned
from facilitator.db import Base
from worksites.events.guests.name_rules import short_name, short_typed
from worksites.events.guests.rules import Coming, GuestOrigin, GuestState
from worksites.events.models import Event, EventSlot
from worksites.events.rules import GuestKind

WHOLE = "all, delete-orphan"


class EventGuest(Owned, Base):
    """Somebody invited to an event: a participant, an organisation, or a name given at the door or on the
    public page. Secrets are kept as their SHA-256 alone.
    """

    __tablename__ = "event_guest"
    __table_args__ = (
        UniqueConstraint("event_id", "participant_id", name="uq_event_guest_person"),
        UniqueConstraint("event_id", "organisation_id", name="uq_event_guest_organisation"),
        CheckConstraint(
            "participant_id IS NOT NULL OR organisation_id IS NOT NULL OR name <> ''", name="who"
        ),
        Index("ix_event_guest_state", "event_id", "kind", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    kind: Mapped[GuestKind]
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    """The company or the partner."""
    name: Mapped[str] = mapped_column(String(200), default="")
    """As typed, for who is neither a known participant nor a known organisation (her family name, when
    `given_name` is known)."""
    given_name: Mapped[str] = mapped_column(String(100), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(30), default="")
    language: Mapped[str] = mapped_column(String(8), default="fr")
    """The tag of the language she is written to in."""
    origin: Mapped[GuestOrigin] = mapped_column(default=GuestOrigin.ORGANISER)
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    """The referrer that proposed her."""
    reason: Mapped[str] = mapped_column(String(300), default="")
    """Why she is on the list, in French."""
    remark: Mapped[str] = mapped_column(String(300), default="")
    """What was answered to the referrer that proposed her, when she is declined."""
    state: Mapped[GuestState] = mapped_column(default=GuestState.PROPOSED)
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("event_slot.id"), index=True)
    invited_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    waiting_since: Mapped[datetime | None]
    held_until: Mapped[datetime | None]
    """Until when a public registration that is not confirmed holds its place."""
    consented_at: Mapped[datetime | None]
    """When she agreed, on the public page, to what is kept of her."""
    reminded_at: Mapped[datetime | None]
    pointer_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    code_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    """The short code of her letter."""
    link_id: Mapped[int | None] = mapped_column(index=True)
    """The `TaskLink` by which a company says its jobs; no foreign key: links are forgotten after a year."""
    coming: Mapped[Coming] = mapped_column(default=Coming.UNKNOWN)
    came_at: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": version}

    event: Mapped[Event] = relationship()
    participant: Mapped[Participant | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship(foreign_keys=organisation_id)
    proposed_by: Mapped[Organisation | None] = relationship(foreign_keys=proposed_by_id)
    slot: Mapped[EventSlot | None] = relationship()
    openings: Mapped[list["EventOpening"]] = relationship(
        back_populates="guest", order_by="EventOpening.id", cascade=WHOLE
    )

    @property
    def shown_name(self) -> str:
        """Who it is."""
        if self.participant is not None:
            return self.participant.name
        if self.organisation is not None:
            return self.organisation.name
        return f"{self.given_name} {self.name}".strip()

    @property
    def short(self) -> str:
        """What others read of a person: first name and initial; an organisation's whole name."""
        if self.participant is not None:
            return short_name(self.participant.given_name, self.participant.family_name)
        if self.organisation is not None:
            return self.organisation.name
        return short_name(self.given_name, self.name) if self.given_name else short_typed(self.name)


class EventOpening(Base):
    """Jobs that a company brings to an event, and what they ask for."""

    __tablename__ = "event_opening"
    __table_args__ = (CheckConstraint("seats > 0", name="seats"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    guest_id: Mapped[int] = mapped_column(ForeignKey("event_guest.id"), index=True)
    trade: Mapped[str] = mapped_column(String(120))
    seats: Mapped[int]
    contract_type: Mapped[ContractType | None]
    french: Mapped[FrenchLevel | None]
    """The least level of French."""
    licence: Mapped[Licence | None]
    commitment_id: Mapped[int | None] = mapped_column(ForeignKey("commitment.id"), index=True)
    """The commitment whose hours it would serve."""

    guest: Mapped[EventGuest] = relationship(back_populates="openings")
    commitment: Mapped[Commitment | None] = relationship()
