"""What a company has ticked and not yet filled."""

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.db import Base


class TickedPeople(Base):
    """Who worked this month, as the company ticked them before typing any hours; gone once it is sent."""

    __tablename__ = "ticked_people"

    statement_id: Mapped[int] = mapped_column(
        ForeignKey("statement.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    employments: Mapped[list[int]] = mapped_column(JSON, default=list)
