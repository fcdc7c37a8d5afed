"""The dated valuation rules of a body or of one clause; none is ever changed or removed."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.people.employments.rules import ContractType
from clauses.people.valuation.rules import MinutesKind, Rule
from facilitator.accounts.models import Owned, User
from facilitator.db import Base, Exact


class ValuationRule(Owned, Base):
    """From a day on, minutes of this kind under this contract count for so much, up to a cap."""

    __tablename__ = "valuation_rule"
    __table_args__ = (
        Index("ix_valuation_rule_history", "body_id", "valid_from"),
        CheckConstraint("cap_minutes > 0", name="cap"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    terms_id: Mapped[int | None] = mapped_column(ForeignKey("clause_terms.id"), index=True)
    contract_type: Mapped[ContractType | None]
    kind: Mapped[MinutesKind | None]
    multiplier: Mapped[Decimal] = mapped_column(Exact)
    cap_minutes: Mapped[int | None]
    """The most that one employment may count for under this rule, per clause."""
    valid_from: Mapped[date]
    source: Mapped[str] = mapped_column(String(300))
    author_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    made_at: Mapped[datetime]

    author: Mapped[User] = relationship()

    @property
    def rule(self) -> Rule:
        """The plain value that the rules read."""
        return Rule(
            self.id,
            self.valid_from,
            self.multiplier,
            self.source,
            self.contract_type,
            self.kind,
            self.terms_id,
            self.cap_minutes,
        )
