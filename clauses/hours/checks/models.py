"""The derogations: a facilitator lets a blocking finding pass, under her name and with her reason."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.hours.checks.rules import Code
from clauses.hours.ledger.models import Statement
from clauses.people.employments.models import Employment
from facilitator.accounts.models import Owned, User
from facilitator.db import Base

STANDING = text("withdrawn_at IS NULL")
"""One that stands, per person and finding; those withdrawn stay beside it."""


class Derogation(Owned, Base):
    """In one statement, the hours of one employment pass in spite of a finding. Never edited."""

    __tablename__ = "derogation"
    __table_args__ = (
        Index(
            "uq_derogation_once",
            "statement_id",
            "employment_id",
            "code",
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
        CheckConstraint("reason <> ''", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"))
    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    code: Mapped[Code]
    reason: Mapped[str] = mapped_column(String(1000))
    author_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    made_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    statement: Mapped[Statement] = relationship()
    employment: Mapped[Employment] = relationship()
    author: Mapped[User] = relationship()
