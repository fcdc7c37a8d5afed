"""Tables of the ledger: statement, line, sending, kept totals.

A statement's totals and its commitment's are kept in the transaction that changes a line;
`facilitator doctor` proves them against the lines.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    literal_column,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.contracts.models import Commitment
from clauses.hours.ledger.rules import (
    OPEN_STATES,
    Entry,
    LineState,
    Source,
    State,
    Totals,
    receipt_number,
)
from clauses.people.employments.models import Employment
from clauses.people.participants.models import Participant
from clauses.people.valuation.models import ValuationRule
from clauses.people.valuation.rules import MinutesKind
from facilitator.accounts.models import Organisation, Owned, User
from facilitator.db import Base

ORIGINAL = text("corrects_id IS NULL")
"""One line per employment and kind; corrections come beside it."""
OPEN_WORDS = tuple(f"'{state.value}'" for state in OPEN_STATES)
STILL_OPEN = text(f"state IN ({', '.join(OPEN_WORDS)})")
"""What the company must still answer: few rows, in an index of their own, whatever the years behind."""


class Sending(Owned, Base):
    """One act of sending by a company: the statements it held, what they said, its receipt number."""

    __tablename__ = "sending"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    sent_at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    author_name: Mapped[str] = mapped_column(String(120), default="")
    """As the sender was known: an account's name, or the contact the link was sent to."""
    minutes: Mapped[int]
    snapshot: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """By statement: its month, its lines (employment, kind, minutes), `no_hours`."""

    organisation: Mapped[Organisation] = relationship(foreign_keys=organisation_id)

    @property
    def number(self) -> str:
        """What the receipt says: `D-000123`."""
        return receipt_number(self.id)


class Statement(Owned, Base):
    """What one company declares for one commitment and one civil month. A missing one is not a zero."""

    __tablename__ = "statement"
    __table_args__ = (
        UniqueConstraint("commitment_id", "month", name="uq_statement_month"),
        Index("ix_statement_queue", "body_id", "state", "submitted_at"),
        Index("ix_statement_company", "organisation_id", "state"),
        Index(
            "ix_statement_open",
            "body_id",
            "commitment_id",
            "due_on",
            "state",
            sqlite_where=STILL_OPEN,
            postgresql_where=STILL_OPEN,
        ),
        CheckConstraint("declared_minutes >= validated_minutes", name="declared"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    """The company that owes the hours and answers."""
    month: Mapped[date]
    """Its first day."""
    state: Mapped[State] = mapped_column(default=State.EXPECTED)
    no_hours: Mapped[bool] = mapped_column(default=False)
    """The company says: no hours this month."""
    opened_on: Mapped[date]
    due_on: Mapped[date]
    submitted_at: Mapped[datetime | None]
    sending_id: Mapped[int | None] = mapped_column(ForeignKey("sending.id"), index=True)
    returned_at: Mapped[datetime | None]
    return_reason: Mapped[str] = mapped_column(String(1000), default="")
    validated_at: Mapped[datetime | None]
    validated_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    """None when the figures of the employer and of the user company agreed by themselves."""
    declared_minutes: Mapped[int] = mapped_column(default=0)
    validated_minutes: Mapped[int] = mapped_column(default=0)
    counted_minutes: Mapped[int] = mapped_column(default=0)

    __mapper_args__ = {"version_id_col": version}

    commitment: Mapped[Commitment] = relationship()
    organisation: Mapped[Organisation] = relationship(foreign_keys=organisation_id)
    sending: Mapped[Sending | None] = relationship()
    validated_by: Mapped[User | None] = relationship()
    lines: Mapped[list["StatementLine"]] = relationship(
        back_populates="statement", order_by="StatementLine.id", cascade="all, delete-orphan"
    )

    @property
    def totals(self) -> Totals:
        """The kept month totals."""
        return Totals(self.declared_minutes, self.validated_minutes, self.counted_minutes)

    @property
    def entered_minutes(self) -> int:
        """The sum of its lines as they stand, sent or not; refused corrections left out."""
        return sum(line.minutes for line in self.lines if line.state is not LineState.REFUSED)


OPEN = Statement.state.in_([literal_column(word) for word in OPEN_WORDS])
"""The company must act: as `OPEN_STATES`, in the very words of the index."""


class StatementLine(Base):
    """Minutes of one kind of one employment in a statement; a correction is a signed line of its own."""

    __tablename__ = "statement_line"
    __table_args__ = (
        Index(
            "uq_statement_line_once",
            "statement_id",
            "employment_id",
            "kind",
            unique=True,
            sqlite_where=ORIGINAL,
            postgresql_where=ORIGINAL,
        ),
        Index("ix_statement_line_statement_employment", "statement_id", "employment_id"),
        Index("ix_statement_line_participant", "participant_id"),
        Index("ix_statement_line_employment", "employment_id"),
        CheckConstraint("minutes >= 0 OR corrects_id IS NOT NULL", name="minutes"),
        CheckConstraint("corrects_id IS NULL OR reason <> ''", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"))
    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    kind: Mapped[MinutesKind] = mapped_column(default=MinutesKind.WORK)
    minutes: Mapped[int]
    state: Mapped[LineState] = mapped_column(default=LineState.ENTERED)
    source: Mapped[Source] = mapped_column(default=Source.FORM)
    remark: Mapped[str] = mapped_column(String(500), default="")
    """The company's word of explanation for a warning."""
    reason: Mapped[str] = mapped_column(String(500), default="")
    """Of a correction: why. Of a returned line: what is wrong."""
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("statement_line.id"), index=True)
    entered_at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    validated_at: Mapped[datetime | None]
    counted: Mapped[int | None]
    """What it counts for, once validated."""
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("valuation_rule.id"), index=True)
    """The valuation rule that was used."""
    explanation: Mapped[str] = mapped_column(String(500), default="")
    """Why it counts for so much, as a sentence."""

    __mapper_args__ = {"version_id_col": version}

    statement: Mapped[Statement] = relationship(back_populates="lines")
    employment: Mapped[Employment] = relationship(lazy="joined", innerjoin=True)
    participant: Mapped[Participant] = relationship(lazy="joined", innerjoin=True)
    rule: Mapped[ValuationRule | None] = relationship()
    corrects: Mapped["StatementLine | None"] = relationship(remote_side="StatementLine.id")

    @property
    def entry(self) -> Entry:
        """What the totals need of it."""
        return Entry(self.minutes, self.state, self.counted)


class CommitmentTotal(Base):
    """The sums of all the statements of one commitment, kept with them: what every board reads."""

    __tablename__ = "commitment_total"

    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), primary_key=True)
    declared_minutes: Mapped[int] = mapped_column(default=0)
    validated_minutes: Mapped[int] = mapped_column(default=0)
    counted_minutes: Mapped[int] = mapped_column(default=0)

    @property
    def totals(self) -> Totals:
        """The kept sums."""
        return Totals(self.declared_minutes, self.validated_minutes, self.counted_minutes)
