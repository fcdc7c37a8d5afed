"""The employer's own figure of the hours of somebody it lends."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.contracts.models import Commitment
from clauses.people.employments.models import Employment
from clauses.people.valuation.rules import MinutesKind
from facilitator.accounts.models import Owned
from facilitator.db import Base


class EmployerFigure(Owned, Base):
    """What a temp agency, a GEIQ… says that one of its employments worked for a commitment in a month."""

    __tablename__ = "employer_figure"
    __table_args__ = (
        UniqueConstraint("commitment_id", "month", "employment_id", "kind", name="uq_employer_figure_once"),
        Index("ix_employer_figure_employment", "employment_id"),
        CheckConstraint("minutes >= 0", name="minutes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"))
    month: Mapped[date]
    """Its first day."""
    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"))
    kind: Mapped[MinutesKind] = mapped_column(default=MinutesKind.WORK)
    minutes: Mapped[int]
    said_at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    author_name: Mapped[str] = mapped_column(String(120), default="")

    __mapper_args__ = {"version_id_col": version}

    employment: Mapped[Employment] = relationship()
    commitment: Mapped[Commitment] = relationship()
