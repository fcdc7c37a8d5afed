"""Tables of the pooling: the agreement, its shares, the months that were shared and their parts."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.contracts.models import Commitment
from clauses.hours.ledger.models import StatementLine
from clauses.hours.pooling.rules import Member
from clauses.people.employments.models import Employment
from clauses.people.valuation.rules import MinutesKind
from facilitator.accounts.models import Owned, User
from facilitator.db import Base

WHOLE = "all, delete-orphan"


class PoolingAgreement(Owned, Base):
    """An agreement by which one person's hours serve several commitments, by weights."""

    __tablename__ = "pooling_agreement"
    __table_args__ = (CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="dates"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    signed_on: Mapped[date]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(1000), default="")
    """What allows it where a clause does not: the buyers' written consent."""
    made_at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))

    author: Mapped[User | None] = relationship()
    shares: Mapped[list["PoolingShare"]] = relationship(
        back_populates="agreement", order_by="PoolingShare.id", cascade=WHOLE
    )
    months: Mapped[list["PooledMonth"]] = relationship(
        back_populates="agreement", order_by="PooledMonth.month.desc(), PooledMonth.id", cascade=WHOLE
    )

    @property
    def number(self) -> str:
        """As it is quoted: `G-0012`."""
        return f"G-{self.id:04d}"


class PoolingShare(Base):
    """One commitment of an agreement and its weight: 2 and 1 are two thirds and one third."""

    __tablename__ = "pooling_share"
    __table_args__ = (
        UniqueConstraint("agreement_id", "commitment_id", name="uq_pooling_share_once"),
        Index("ix_pooling_share_commitment", "commitment_id"),
        CheckConstraint("weight >= 1", name="weight"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("pooling_agreement.id"))
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"))
    weight: Mapped[int]

    agreement: Mapped[PoolingAgreement] = relationship(back_populates="shares")
    commitment: Mapped[Commitment] = relationship()

    @property
    def member(self) -> Member:
        """What the rules need of it."""
        terms = self.commitment.terms
        name = f"{terms.lot.contract.reference}, lot {terms.lot.number}"
        return Member(self.commitment_id, name, self.weight, terms.pooling_allowed)


class PooledMonth(Base):
    """One employment's minutes of one month, shared once: no other agreement may share them again."""

    __tablename__ = "pooled_month"
    __table_args__ = (
        UniqueConstraint("employment_id", "month", "kind", name="uq_pooled_month_once"),
        Index("ix_pooled_month_agreement", "agreement_id", "month"),
        CheckConstraint("minutes > 0", name="minutes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("pooling_agreement.id"))
    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"))
    month: Mapped[date]
    kind: Mapped[MinutesKind] = mapped_column(default=MinutesKind.WORK)
    minutes: Mapped[int]
    """The whole of the month, as declared by the employer."""
    shared_at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))

    agreement: Mapped[PoolingAgreement] = relationship(back_populates="months")
    employment: Mapped[Employment] = relationship()
    parts: Mapped[list["PooledPart"]] = relationship(
        back_populates="pooled", order_by="PooledPart.id", cascade=WHOLE
    )


class PooledPart(Base):
    """What one commitment got of a shared month: exactly one line of its statement."""

    __tablename__ = "pooled_part"
    __table_args__ = (
        Index("ix_pooled_part_month", "pooled_id"),
        CheckConstraint("minutes >= 0", name="minutes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pooled_id: Mapped[int] = mapped_column(ForeignKey("pooled_month.id"))
    line_id: Mapped[int] = mapped_column(ForeignKey("statement_line.id"), unique=True)
    minutes: Mapped[int]

    pooled: Mapped[PooledMonth] = relationship(back_populates="parts")
    line: Mapped[StatementLine] = relationship()
