"""Tables of the employments, and for which commitments each one works."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.contracts.models import Commitment
from clauses.contracts.rules import Modality
from clauses.people.employments.rules import ContractType, EmployerKind, modality_of
from clauses.people.participants.models import Participant
from facilitator.accounts.models import Organisation, Owned
from facilitator.db import Base


class Employment(Owned, Base):
    """A person, an employer (not always the company that owes the hours), a contract, a trade, dates."""

    __tablename__ = "employment"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="dates"),
        CheckConstraint("weekly_minutes > 0", name="weekly_minutes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    employer_kind: Mapped[EmployerKind]
    contract_type: Mapped[ContractType]
    trade: Mapped[str] = mapped_column(String(120), default="")
    weekly_minutes: Mapped[int | None]
    """As written in the contract (35 h = 2,100)."""
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    """The last day; None while it runs without a known end."""
    end_reason: Mapped[str] = mapped_column(String(200), default="")
    site_contact: Mapped[str] = mapped_column(String(200), default="")

    __mapper_args__ = {"version_id_col": version}

    participant: Mapped[Participant] = relationship()
    employer: Mapped[Organisation] = relationship(foreign_keys=employer_id)
    assignments: Mapped[list["Assignment"]] = relationship(
        back_populates="employment", order_by="Assignment.id", cascade="all, delete-orphan"
    )

    @property
    def modality(self) -> Modality:
        """How its hours are fulfilled: it follows from the employer's kind."""
        return modality_of(self.employer_kind)


class Assignment(Base):
    """An employment works for a commitment during some days: the people a company's statement shows."""

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("employment_id", "commitment_id", name="uq_assignment_once"),
        Index("ix_assignment_commitment", "commitment_id"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="dates"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]

    employment: Mapped[Employment] = relationship(back_populates="assignments")
    commitment: Mapped[Commitment] = relationship()
