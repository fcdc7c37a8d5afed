"""Tables of the threshold check: exemptions, and a body's own dated settings."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.contracts.models import Contract
from clauses.contracts.thresholds.rules import (
    ExemptionReason,
    Setting,
    Subject,
    needs_second_person,
)
from facilitator.accounts.models import Owned
from facilitator.db import Base, Money


class Exemption(Base):
    """Why a contract above the thresholds carries no social condition; withdrawn, never deleted."""

    __tablename__ = "exemption"
    __table_args__ = (CheckConstraint("confirmed_by_id <> asked_by_id", name="second_person"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    reason: Mapped[ExemptionReason]
    text: Mapped[str] = mapped_column(Text, default="")
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    asked_at: Mapped[datetime]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    confirmed_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    contract: Mapped[Contract] = relationship()

    @property
    def stands(self) -> bool:
        """Whether it exempts: at once, or once a second person has confirmed « autre »."""
        confirmed = self.confirmed_at is not None or not needs_second_person(self.reason)
        return self.withdrawn_at is None and confirmed


class ThresholdSetting(Owned, Base):
    """A body's own threshold, or its own date for the obligation, with its source."""

    __tablename__ = "threshold_setting"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[Subject]
    since: Mapped[date]
    amount: Mapped[Decimal | None] = mapped_column(Money)
    source: Mapped[str] = mapped_column(String(300))
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    set_at: Mapped[datetime]

    @property
    def setting(self) -> Setting:
        """The same, as the rules read it."""
        return Setting(self.subject, self.since, self.amount, self.source)
