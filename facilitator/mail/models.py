"""The outbox: messages written in the transaction of the act they tell of, delivered after it."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.db import Base
from facilitator.mail.rules import Channel, MailState


class OutboxMessage(Base):
    """One message to one person."""

    __tablename__ = "outbox_message"
    __table_args__ = (Index("ix_outbox_message_due", "state", "next_try_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    channel: Mapped[Channel] = mapped_column(default=Channel.MAIL, server_default=Channel.MAIL.value)
    kind: Mapped[str] = mapped_column(String(60))
    """What it is, in French, as the administrator reads it (« Invitation »)."""
    to: Mapped[str] = mapped_column(String(254), index=True)
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text, default="")
    organisation_id: Mapped[int | None] = mapped_column(index=True)
    """The organisation it is about or for; no foreign key: a message outlives what it spoke of."""
    body_id: Mapped[int | None] = mapped_column(index=True)
    state: Mapped[MailState] = mapped_column(default=MailState.QUEUED)
    tries: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
