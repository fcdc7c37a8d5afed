"""How each clause stands, kept with the day it was computed: what the lists and the levels read.

The hours done are never read from here: they are in the ledger. Here is what was concluded from them.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.compliance.rules import ClauseState, Reason
from clauses.contracts.models import ClauseTerms
from facilitator.accounts.models import Owned
from facilitator.db import Base


class ClauseStanding(Owned, Base):
    """The last conclusion on one clause: its state, the rule that gave it, its forecast. Minutes."""

    __tablename__ = "clause_standing"
    __table_args__ = (Index("ix_clause_standing_state", "body_id", "standing"),)

    terms_id: Mapped[int] = mapped_column(ForeignKey("clause_terms.id"), primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    contract_version: Mapped[int]
    computed_at: Mapped[datetime]
    computed_on: Mapped[date]
    standing: Mapped[ClauseState]
    reason: Mapped[Reason]
    due: Mapped[int]
    """Owed on that day."""
    target: Mapped[int]
    """Owed at the end, by what is decided."""
    expected: Mapped[int]
    known: Mapped[int]
    declared: Mapped[int]
    validated: Mapped[int]
    counted: Mapped[int]
    late_months: Mapped[int]
    low: Mapped[int]
    middle: Mapped[int]
    high: Mapped[int]
    people: Mapped[int] = mapped_column(default=0)
    """How many full-time people must start; 0 when nobody must."""
    start_by: Mapped[date | None]

    terms: Mapped[ClauseTerms] = relationship()
