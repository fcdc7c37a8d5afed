"""Tables of the reminders: what was said and of what, who was telephoned, what is held back."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.compliance.chase.calls.rules import CallOutcome
from clauses.compliance.chase.rules import ChaseStep
from clauses.compliance.contacts.rules import Way
from clauses.contracts.models import Contract
from facilitator.accounts.models import Organisation, Owned, User
from facilitator.db import Base


class Reminder(Owned, Base):
    """One message to one contact of one company, about all it owes a body."""

    __tablename__ = "reminder"
    __table_args__ = (Index("ix_reminder_company", "body_id", "organisation_id", "sent_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    step: Mapped[ChaseStep | None]
    """The step of the ladder; None when a facilitator wrote between two steps."""
    way: Mapped[Way]
    contact_name: Mapped[str] = mapped_column(String(120))
    address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    """What was written, the personal link left out."""
    sent_at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    """None when the ladder sent it."""
    reason: Mapped[str] = mapped_column(String(300), default="")
    """Why it left within the quiet period."""

    organisation: Mapped[Organisation] = relationship(foreign_keys=organisation_id)
    author: Mapped[User | None] = relationship()
    parts: Mapped[list["ReminderPart"]] = relationship(
        back_populates="reminder", order_by="ReminderPart.id", cascade="all, delete-orphan"
    )

    @property
    def author_name(self) -> str:
        """Who sent it, in French."""
        return self.author.name if self.author is not None else "l’échelle de relance"


class ReminderPart(Base):
    """One thing that a message named. A step of the ladder is said once of each thing: this row says it."""

    __tablename__ = "reminder_part"
    __table_args__ = (
        UniqueConstraint("body_id", "organisation_id", "key", "step", name="uq_reminder_part_once"),
        Index("ix_reminder_part_contract", "contract_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reminder_id: Mapped[int] = mapped_column(ForeignKey("reminder.id"), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    contract_id: Mapped[int | None] = mapped_column(ForeignKey("contract.id"))
    key: Mapped[str] = mapped_column(String(80))
    """`Debt.key`: `statement 12`."""
    step: Mapped[ChaseStep | None]
    """None when it was only named again."""
    label: Mapped[str] = mapped_column(String(300))

    reminder: Mapped[Reminder] = relationship(back_populates="parts")


class ChaseHold(Owned, Base):
    """No reminder to a company, or about one of its contracts, until a day, for a reason."""

    __tablename__ = "chase_hold"
    __table_args__ = (Index("ix_chase_hold_company", "body_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    contract_id: Mapped[int | None] = mapped_column(ForeignKey("contract.id"), index=True)
    """None: whatever the contract."""
    until: Mapped[date]
    """The last day without a reminder."""
    reason: Mapped[str] = mapped_column(String(300))
    made_at: Mapped[datetime]
    author_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    lifted_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship(foreign_keys=organisation_id)
    contract: Mapped[Contract | None] = relationship()
    author: Mapped[User] = relationship()


class PhoneCall(Owned, Base):
    """A facilitator telephoned a company: how it ended, and when to call again."""

    __tablename__ = "phone_call"
    __table_args__ = (Index("ix_phone_call_company", "body_id", "organisation_id", "called_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    contact_id: Mapped[int | None]
    """No foreign key: a contact may be removed."""
    contact_name: Mapped[str] = mapped_column(String(120), default="")
    outcome: Mapped[CallOutcome]
    note: Mapped[str] = mapped_column(String(300), default="")
    called_at: Mapped[datetime]
    author_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    again_on: Mapped[date]
    """The day from which it stands in the list again, if the thing is still not done."""

    organisation: Mapped[Organisation] = relationship(foreign_keys=organisation_id)
    author: Mapped[User] = relationship()
