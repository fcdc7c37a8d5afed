"""Tables of the recovery: actions, candidates asked for and offered. They name no participant."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.compliance.recovery.rules import TEXT_AT_MOST, ActionState, Actor, Offer, RefusalReason
from clauses.contracts.models import ClauseTerms, Commitment, Contract
from facilitator.accounts.models import Organisation, Owned, User
from facilitator.db import Base


class RecoveryAction(Owned, Base):
    """What somebody will do, before a day, so that missing hours are caught up. Its buyer reads it."""

    __tablename__ = "recovery_action"
    __table_args__ = (Index("ix_recovery_action_due", "body_id", "state", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    terms_id: Mapped[int | None] = mapped_column(ForeignKey("clause_terms.id"), index=True)
    """The clause it is about; None: all of the contract."""
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    """The company it is about; None: all of them."""
    actor: Mapped[Actor]
    what: Mapped[str] = mapped_column(String(TEXT_AT_MOST))
    due_on: Mapped[date]
    state: Mapped[ActionState] = mapped_column(default=ActionState.PLANNED)
    ended_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(String(TEXT_AT_MOST), default="")
    author_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    made_at: Mapped[datetime]

    __mapper_args__ = {"version_id_col": version}

    contract: Mapped[Contract] = relationship()
    terms: Mapped[ClauseTerms | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship(foreign_keys=organisation_id)
    author: Mapped[User] = relationship()

    def is_late(self, on: date) -> bool:
        """Whether its day is past and it is still to do."""
        return self.state is ActionState.PLANNED and self.due_on < on


class CandidateRequest(Owned, Base):
    """A company asks for candidates on one of its commitments."""

    __tablename__ = "candidate_request"
    __table_args__ = (CheckConstraint("people > 0", name="people"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    asked_on: Mapped[date]
    people: Mapped[int]
    trade: Mapped[str] = mapped_column(String(120))
    remark: Mapped[str] = mapped_column(String(TEXT_AT_MOST), default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    """None when it came by a link."""

    commitment: Mapped[Commitment] = relationship()
    organisation: Mapped[Organisation] = relationship(foreign_keys=organisation_id)
    offers: Mapped[list["CandidateOffer"]] = relationship(
        back_populates="request", order_by="CandidateOffer.offered_on"
    )

    @property
    def answered_on(self) -> date | None:
        """The day of the first offer made to it."""
        return self.offers[0].offered_on if self.offers else None


class CandidateOffer(Owned, Base):
    """So many candidates offered to a company for a trade, and its answer."""

    __tablename__ = "candidate_offer"
    __table_args__ = (
        CheckConstraint("people > 0", name="people"),
        CheckConstraint("(answered_on IS NULL) = (accepted IS NULL)", name="answer"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    request_id: Mapped[int | None] = mapped_column(ForeignKey("candidate_request.id"), index=True)
    offered_on: Mapped[date]
    people: Mapped[int]
    trade: Mapped[str] = mapped_column(String(120))
    remark: Mapped[str] = mapped_column(String(TEXT_AT_MOST), default="")
    author_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    accepted: Mapped[int | None]
    refused: Mapped[int | None]
    reason: Mapped[RefusalReason | None]
    answer_remark: Mapped[str] = mapped_column(String(TEXT_AT_MOST), default="")
    answered_on: Mapped[date | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    """None when it came by a link."""

    __mapper_args__ = {"version_id_col": version}

    commitment: Mapped[Commitment] = relationship()
    organisation: Mapped[Organisation] = relationship(foreign_keys=organisation_id)
    request: Mapped[CandidateRequest | None] = relationship(back_populates="offers")
    author: Mapped[User] = relationship(foreign_keys=author_id)

    @property
    def offer(self) -> Offer:
        """As the rules read it."""
        asked_on = self.request.asked_on if self.request else None
        told = (self.accepted, self.refused, self.answered_on, self.reason)
        return Offer(self.offered_on, self.people, asked_on, *told)
