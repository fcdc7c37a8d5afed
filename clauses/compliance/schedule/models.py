"""The planned hours of a clause, month by month, when its works have phases."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.db import Base


class PlannedMonth(Base):
    """The minutes that the works plan for a clause in a civil month; only their proportions matter."""

    __tablename__ = "planned_month"
    __table_args__ = (
        UniqueConstraint("terms_id", "month", name="uq_planned_month_once"),
        CheckConstraint("minutes >= 0", name="minutes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    terms_id: Mapped[int] = mapped_column(ForeignKey("clause_terms.id"))
    month: Mapped[date]
    """Its first day."""
    minutes: Mapped[int]
    source: Mapped[str] = mapped_column(String(200), default="")
    """Where the plan comes from (`planning de l’OPC du 3 mars 2026`)."""
