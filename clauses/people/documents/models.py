"""The supporting documents: their fingerprint stays, their file goes on schedule."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.people.documents.rules import DocumentKind, DocumentState, Media, state_of
from clauses.people.participants.models import Participant
from facilitator.accounts.models import Organisation, Owned, User
from facilitator.db import Base


class SupportingDocument(Owned, Base):
    """A file that was received: kept until `delete_on`, then only what was seen of it and its fingerprint."""

    __tablename__ = "supporting_document"
    __table_args__ = (Index("ix_supporting_document_due", "delete_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[DocumentKind]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    """The company that sent it; None when the body did."""
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id"), index=True)
    subject_kind: Mapped[str] = mapped_column(String(60), default="")
    """The table it proves something for (`statement`), when it is not a certificate."""
    subject_id: Mapped[int | None]
    fingerprint: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the bytes received, hexadecimal."""
    media_type: Mapped[str] = mapped_column(String(60))
    size: Mapped[int]
    path: Mapped[str] = mapped_column(String(300), default="")
    """Where the bytes are, under the upload folder; '' once deleted."""
    received_at: Mapped[datetime]
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    checked_on: Mapped[date | None]
    delete_on: Mapped[date]
    deleted_at: Mapped[datetime | None]

    checked_by: Mapped[User | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship(foreign_keys=organisation_id)
    participant: Mapped[Participant | None] = relationship()

    @property
    def media(self) -> Media:
        """What its bytes are."""
        return next(media for media in Media if media.media_type == self.media_type)

    @property
    def state(self) -> DocumentState:
        """How it stands."""
        return state_of(self.checked_on, bool(self.path))

    @property
    def number(self) -> str:
        """What people call it by: `J-000123`."""
        return f"J-{self.id:06d}"
