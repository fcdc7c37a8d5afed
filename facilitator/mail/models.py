"""The outbox: messages written in the transaction of the act they tell of, delivered after it."""

from datetime import datetime

from sqlalchemy import Index, String, Text, literal_column
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.db import Base
from facilitator.mail.rules import BatchState, BounceSource, Channel, MailState


class OutboxMessage(Base):
    """One message to one person."""

    __tablename__ = "outbox_message"
    __table_args__ = (
        Index("ix_outbox_message_due", "state", "next_try_at"),
        Index("ix_outbox_message_written", "created_at", "body_id", "kind"),
        Index("ix_outbox_message_left", "sent_at", "body_id"),
        Index(
            "ix_outbox_message_urgent",
            "state",
            "next_try_at",
            sqlite_where=literal_column("urgent = 1"),
            postgresql_where=literal_column("urgent"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    channel: Mapped[Channel] = mapped_column(default=Channel.MAIL, server_default=Channel.MAIL.value)
    kind: Mapped[str] = mapped_column(String(60))
    """What it is, in French, as the administrator reads it (« Invitation »)."""
    to: Mapped[str] = mapped_column(String(254), index=True)
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text, default="")
    calendar: Mapped[str] = mapped_column(Text, default="", server_default="")
    """The invitation it carries, as iCalendar text with its METHOD; '' for none."""
    organisation_id: Mapped[int | None] = mapped_column(index=True)
    """The organisation it is about or for; no foreign key: a message outlives what it spoke of."""
    body_id: Mapped[int | None] = mapped_column(index=True)
    state: Mapped[MailState] = mapped_column(default=MailState.QUEUED)
    tries: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    urgent: Mapped[bool] = mapped_column(default=False, server_default=literal_column("false"))
    """A code, a link that somebody waits for: neither held, nor counted in the day's quota, sent
    within seconds."""
    batch_id: Mapped[int | None] = mapped_column(index=True)
    """The `MailBatch` that it waited in; no foreign key: the table was there before."""
    unsubscribe: Mapped[str] = mapped_column(String(400), default="", server_default="")
    """The address that changes how often its reader is written to; '' for what she cannot refuse."""


class MailBatch(Base):
    """More messages of one kind in a day than leave without anybody having looked at them."""

    __tablename__ = "mail_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int | None] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(60))
    state: Mapped[BatchState] = mapped_column(default=BatchState.TO_CONFIRM, index=True)
    created_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(String(120), default="")


class BouncedAddress(Base):
    """An address that does not receive: since when, why, who says so."""

    __tablename__ = "bounced_address"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(254), unique=True)
    source: Mapped[BounceSource]
    reason: Mapped[str] = mapped_column(String(300))
    since: Mapped[datetime]
