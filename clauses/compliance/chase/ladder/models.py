"""The ladders that bodies set, dated."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.compliance.chase.rules import ChaseStep, Ladder
from facilitator.accounts.models import Organisation, Owned, User
from facilitator.db import Base


class LadderVersion(Owned, Base):
    """A ladder from a day on, of a body, or of one buyer; without offsets, back to the one above it."""

    __tablename__ = "reminder_ladder"
    __table_args__ = (Index("ix_reminder_ladder_history", "body_id", "buyer_id", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    buyer_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    """None: the body's own."""
    valid_from: Mapped[date]
    offsets: Mapped[dict[str, int] | None] = mapped_column(JSON)
    """By step in use, working days from the due day; None goes back."""
    author_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    made_at: Mapped[datetime]

    buyer: Mapped[Organisation | None] = relationship(foreign_keys=buyer_id)
    author: Mapped[User] = relationship()

    @property
    def ladder(self) -> Ladder | None:
        """As the rules read it; None when it goes back."""
        return None if self.offsets is None else read(self.offsets)


def read(offsets: dict[str, int]) -> Ladder:
    """A kept ladder."""
    return Ladder({step: offsets[step.value] for step in ChaseStep if step.value in offsets})
