"""The log of a contract, one row an exchange."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.compliance.exchanges.rules import SUMMARY_AT_MOST, ExchangeKind
from clauses.contracts.models import Contract
from facilitator.accounts.models import Organisation, Owned, User
from facilitator.db import Base


class Exchange(Owned, Base):
    """Something said or done about a contract: a mail, a call, a meeting, an offer of candidates.

    It never names a participant: buyers and auditors read it.
    """

    __tablename__ = "exchange"
    __table_args__ = (
        Index("ix_exchange_contract", "contract_id", "happened_at"),
        Index("ix_exchange_company", "organisation_id", "kind", "happened_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    """The company it was exchanged with; None: everybody, or nobody in particular."""
    kind: Mapped[ExchangeKind]
    happened_at: Mapped[datetime]
    told_at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    """None when the tool told it, or a company without account."""
    summary: Mapped[str] = mapped_column(String(SUMMARY_AT_MOST))
    source: Mapped[str] = mapped_column(String(60), default="")
    """The row it was told of, when there is one: `candidate_offer 12`."""
    buyer_sees: Mapped[bool] = mapped_column(default=False)
    withdrawn_at: Mapped[datetime | None]
    """A note made by mistake leaves the log; its row and its events stay."""
    withdrawn_because: Mapped[str] = mapped_column(String(200), default="")

    contract: Mapped[Contract] = relationship()
    organisation: Mapped[Organisation | None] = relationship(foreign_keys=organisation_id)
    author: Mapped[User | None] = relationship()
