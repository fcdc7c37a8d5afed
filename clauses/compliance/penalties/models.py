"""Tables of the penalties: the file of one company on one clause, and the company's comments.

What an amount was computed from is kept in the row as it stood (`found`, `proposed`): hours declared later
change neither.
"""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.compliance.penalties.compute_rules import Computed, compute
from clauses.compliance.penalties.facts_rules import Snapshot
from clauses.compliance.penalties.kept_rules import Kept, from_json
from clauses.compliance.penalties.rules import FileState, Ruling
from clauses.contracts.models import Commitment, Contract
from clauses.contracts.rules import PenaltyTrigger
from facilitator.accounts.models import Organisation, Owned, User
from facilitator.db import Base, Money

OPEN = text("state NOT IN ('decided', 'closed', 'withdrawn')")
"""One open file per commitment; those that ended stay beside it."""
REASON_AT_MOST = 2000


class PenaltyFile(Owned, Base):
    """What a company may be asked to pay for one clause: facts, notice, comments, the buyer's decision."""

    __tablename__ = "penalty_file"
    __table_args__ = (
        Index("uq_penalty_file_open", "commitment_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_penalty_file_state", "body_id", "state"),
        CheckConstraint("(decided_on IS NULL) = (decision IS NULL)", name="decision"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    state: Mapped[FileState] = mapped_column(default=FileState.OPENED)
    triggers: Mapped[list[str]] = mapped_column(JSON)
    """Values of `PenaltyTrigger`: the lines of the schedule that are in question."""
    reason: Mapped[str] = mapped_column(String(REASON_AT_MOST))
    found_on: Mapped[date]
    """The day the breach was ascertained."""
    author_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    absences: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Days of the meetings that nobody came to."""
    final_due_on: Mapped[date | None]
    final_on: Mapped[date | None]
    """The final report, as typed: due, received (None: not yet, or on the day of the report made here)."""
    found: Mapped[Kept] = mapped_column(JSON)
    estimate: Mapped[Decimal] = mapped_column(Money)
    """What would be due if nothing changed, on the day it was found."""
    drafted_on: Mapped[date | None]
    days: Mapped[int | None]
    """Calendar days that the notice leaves."""
    sent_on: Mapped[date | None]
    until: Mapped[date | None]
    """The last day of the notice, and of the company's comments."""
    proposed_on: Mapped[date | None]
    proposed: Mapped[Kept | None] = mapped_column(JSON)
    computed: Mapped[Decimal | None] = mapped_column(Money)
    faith: Mapped[list[str]] = mapped_column(JSON, default=list)
    """What speaks for the company and what does not, as it stood: French sentences."""
    proposed_decision: Mapped[Ruling | None]
    proposed_amount: Mapped[Decimal | None] = mapped_column(Money)
    proposed_reason: Mapped[str] = mapped_column(String(REASON_AT_MOST), default="")
    decision: Mapped[Ruling | None]
    amount: Mapped[Decimal | None] = mapped_column(Money)
    decision_reason: Mapped[str] = mapped_column(String(REASON_AT_MOST), default="")
    decided_on: Mapped[date | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    ended_on: Mapped[date | None]
    ended_reason: Mapped[str] = mapped_column(String(REASON_AT_MOST), default="")

    __mapper_args__ = {"version_id_col": version}

    contract: Mapped[Contract] = relationship()
    commitment: Mapped[Commitment] = relationship()
    organisation: Mapped[Organisation] = relationship(foreign_keys=organisation_id)
    author: Mapped[User] = relationship(foreign_keys=author_id)
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id)
    comments: Mapped[list["PenaltyComment"]] = relationship(
        back_populates="file", order_by="PenaltyComment.id", cascade="all, delete-orphan"
    )

    @property
    def number(self) -> str:
        """What a letter says: `P-000012`."""
        return f"P-{self.id:06d}"

    @property
    def asked(self) -> list[PenaltyTrigger]:
        """The breaches in question."""
        return [PenaltyTrigger(value) for value in self.triggers]

    @property
    def snapshot(self) -> Snapshot:
        """The facts it rests on: those of the proposal, else those of its opening."""
        return from_json(self.proposed or self.found)

    @property
    def reckoning(self) -> Computed:
        """The amount and its steps, computed again from the snapshot."""
        return compute(self.snapshot, as_if_noticed=self.proposed is None)

    @property
    def shown_amount(self) -> Decimal:
        """The amount as far as it is known: decided, else proposed, else estimated."""
        known = (self.amount, self.proposed_amount, self.estimate)
        return next(amount for amount in known if amount is not None)


class PenaltyComment(Base):
    """What the company says in its defence. Never edited."""

    __tablename__ = "penalty_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("penalty_file.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    """None when it came by a link."""
    author_name: Mapped[str] = mapped_column(String(120))

    file: Mapped[PenaltyFile] = relationship(back_populates="comments")
    author: Mapped[User | None] = relationship()
