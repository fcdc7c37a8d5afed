"""Tables of the people: participants, merges that can be undone, pairs known to be two people."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.people.participants.rules import full_name
from facilitator.accounts.models import Organisation, Owned, User
from facilitator.accounts.rules import shown_phone
from facilitator.db import Base, Searchable


class Participant(Owned, Searchable, Base):
    """A person of the clause, with the least identity that works. Never a social-security number.

    One that was merged into another keeps its row: `merged_into_id` says which, until it is undone.
    """

    __tablename__ = "participant"
    __table_args__ = (
        Index("ix_participant_birth_date", "body_id", "birth_date"),
        Index("ix_participant_phone", "body_id", "phone"),
        Index("ix_participant_email", "body_id", "email"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    family_name: Mapped[str] = mapped_column(String(100))
    given_name: Mapped[str] = mapped_column(String(100))
    birth_date: Mapped[date | None]
    phone: Mapped[str] = mapped_column(String(30), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    postcode: Mapped[str] = mapped_column(String(10), default="")
    city: Mapped[str] = mapped_column(String(120), default="")
    referrer_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    """The structure that follows the person (mission locale, PLIE…)."""
    notes: Mapped[str] = mapped_column(String(1000), default="")
    created_on: Mapped[date]
    archived_on: Mapped[date | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id"), index=True)

    __mapper_args__ = {"version_id_col": version}

    referrer: Mapped[Organisation | None] = relationship(foreign_keys=referrer_id)

    @property
    def shown_phone(self) -> str:
        """The telephone number as the French write it."""
        return shown_phone(self.phone)

    @property
    def name(self) -> str:
        """Given name, then family name."""
        return full_name(self.given_name, self.family_name)

    def search_text(self) -> str:
        """Both names."""
        return f"{self.family_name} {self.given_name}"


class ParticipantMerge(Owned, Base):
    """Two rows found to be one person: what was moved, so that it can be moved back."""

    __tablename__ = "participant_merge"

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    dropped_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    moved: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """By table, the ids that were the dropped one's; `before`: the kept one's own values."""
    made_at: Mapped[datetime]
    author_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    undone_at: Mapped[datetime | None]

    kept: Mapped[Participant] = relationship(foreign_keys=kept_id)
    dropped: Mapped[Participant] = relationship(foreign_keys=dropped_id)
    author: Mapped[User] = relationship()


class DistinctPair(Owned, Base):
    """Two participants that look alike and are two people: not to be suggested again."""

    __tablename__ = "distinct_pair"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id", name="uq_distinct_pair_once"),
        CheckConstraint("first_id < second_id", name="order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    said_at: Mapped[datetime]
    author_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
