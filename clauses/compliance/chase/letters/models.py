"""The words that bodies gave their messages; none is ever changed."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.compliance.chase.letters.rules import Letter
from clauses.compliance.chase.rules import ChaseStep
from facilitator.accounts.models import Owned, User
from facilitator.db import Base


class LetterVersion(Owned, Base):
    """The message of a step as a body wants it from a moment on; empty, back to the house's own."""

    __tablename__ = "reminder_letter"
    __table_args__ = (Index("ix_reminder_letter_history", "body_id", "step", "made_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    step: Mapped[ChaseStep]
    subject: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    sms: Mapped[str] = mapped_column(String(459), default="")
    made_at: Mapped[datetime]
    author_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))

    author: Mapped[User] = relationship()

    @property
    def letter(self) -> Letter | None:
        """As the rules read it; None when it goes back to the house's own."""
        return Letter(self.subject, self.text, self.sms) if self.text else None
