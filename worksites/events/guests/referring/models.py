"""Who was asked to propose people for an event."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.accounts.models import Organisation, Owned
from facilitator.db import Base
from worksites.events.models import Event


class EventReferrer(Owned, Base):
    """A structure that may propose people for an event. Its link opens this event and nothing else."""

    __tablename__ = "event_referrer"
    __table_args__ = (UniqueConstraint("event_id", "organisation_id", name="uq_event_referrer_once"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    link_id: Mapped[int | None] = mapped_column(index=True)
    """The `TaskLink` last sent for it; no foreign key: links are forgotten after a year."""
    asked_at: Mapped[datetime]

    event: Mapped[Event] = relationship()
    organisation: Mapped[Organisation] = relationship(foreign_keys=organisation_id)
