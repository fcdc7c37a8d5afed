"""Table of the exits: one row a person and a term."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.people.exits.rules import ExitOrigin, ExitSituation
from clauses.people.participants.models import Participant
from facilitator.accounts.models import Owned
from facilitator.db import Base


class ExitReview(Owned, Base):
    """What became of a person so many months after a training, an employment or a pathway ended."""

    __tablename__ = "exit_review"
    __table_args__ = (
        UniqueConstraint("participant_id", "origin", "origin_id", "months", name="uq_exit_review_once"),
        CheckConstraint("months > 0", name="months"),
        CheckConstraint("(situation IS NULL) = (answered_on IS NULL)", name="answer"),
        Index("ix_exit_review_due", "body_id", "situation", "due_on"),
        Index("ix_exit_review_origin", "origin", "origin_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    origin: Mapped[ExitOrigin]
    origin_id: Mapped[int]
    """The cohort, the employment or the pathway (no foreign key: two of them stand above)."""
    counted_from: Mapped[date]
    months: Mapped[int]
    due_on: Mapped[date]
    situation: Mapped[ExitSituation | None]
    answered_on: Mapped[date | None]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    remark: Mapped[str] = mapped_column(String(200), default="")

    participant: Mapped[Participant] = relationship()
