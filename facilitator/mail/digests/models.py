"""What waits to be told, and how often each address wants it."""

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.db import Base
from facilitator.mail.digests.rules import Frequency, Line


class Notice(Base):
    """One thing told to one address; said in a message, or waiting for the morning."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("to", "key", name="uq_notice_once"),
        Index("ix_notice_waiting", "message_id", "to"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    to: Mapped[str] = mapped_column(String(254))
    key: Mapped[str] = mapped_column(String(200))
    """Names the thing told: it is told once."""
    kind: Mapped[str] = mapped_column(String(60))
    sentence: Mapped[str] = mapped_column(String(400))
    url: Mapped[str] = mapped_column(String(500), default="")
    body_id: Mapped[int | None]
    organisation_id: Mapped[int | None]
    created_at: Mapped[datetime]
    message_id: Mapped[int | None]
    """The `OutboxMessage` that says it; None while it waits."""

    @property
    def line(self) -> Line:
        """As the digest says it."""
        return Line(self.kind, self.sentence, self.url)


class MailPreference(Base):
    """How often an address wants to be told of what can wait; without a row, once a day."""

    __tablename__ = "mail_preference"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(254), unique=True)
    frequency: Mapped[Frequency]
    changed_at: Mapped[datetime]
