"""Tables of the audit: the events, and the head of the chain that serialises its writers."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.audit.rules import COVERED, facts, seal
from facilitator.db import Base


class AuditEvent(Base):
    """One act: who (pseudonymous ids), under which role, did what to which thing, with what."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_subject", "subject_kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    user_id: Mapped[int | None]
    role: Mapped[str | None] = mapped_column(String(40))
    organisation_id: Mapped[int | None] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(String(80))
    subject_kind: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[int | None]
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous: Mapped[str] = mapped_column(String(64))
    sealed: Mapped[str] = mapped_column(String(64), unique=True)

    @property
    def facts(self) -> dict[str, Any]:
        """What the seal covers, besides the instant."""
        return facts({column: getattr(self, column) for column in COVERED.values()})

    def expected_seal(self, previous: str) -> str:
        """The seal this event must carry after `previous`."""
        return seal(previous, self.at, self.facts)


class AuditHead(Base):
    """The one row that holds the last seal: locking it puts concurrent writers in a line."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    sealed: Mapped[str] = mapped_column(String(64))
    count: Mapped[int]
