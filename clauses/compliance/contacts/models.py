"""The table of the contacts to confirm."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.compliance.contacts.rules import ContactReason
from facilitator.accounts.models import Organisation, Owned
from facilitator.db import Base


class ContactRequest(Owned, Base):
    """Somebody must say who is to be reached in a company; one row a reason and a cause, open until it is
    done."""

    __tablename__ = "contact_request"
    __table_args__ = (
        UniqueConstraint("body_id", "organisation_id", "reason", "cause", name="uq_contact_request_once"),
        Index("ix_contact_request_open", "body_id", "closed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    reason: Mapped[ContactReason]
    cause: Mapped[str] = mapped_column(String(60))
    """What raised it, so that it is raised once (`contract 12`, `message 431`, `contact 7 2026-11-20`)."""
    contact_id: Mapped[int | None]
    """The contact concerned; no foreign key: a contact is removed, the request stays."""
    contact_name: Mapped[str] = mapped_column(String(120), default="")
    raised_at: Mapped[datetime]
    raised_by: Mapped[str] = mapped_column(String(120), default="")
    """The name of whoever said it; '' when the tool found it."""
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str] = mapped_column(String(120), default="")

    organisation: Mapped[Organisation] = relationship(foreign_keys=organisation_id)
