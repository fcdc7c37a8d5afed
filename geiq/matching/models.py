"""Tables of the matching: a company's staffing request, the people proposed to it."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.compliance.recovery.models import CandidateOffer, CandidateRequest
from clauses.compliance.recovery.rules import RefusalReason
from clauses.contracts.models import Commitment
from clauses.people.abilities.rules import FrenchLevel, Licence
from clauses.people.employments.models import Employment
from clauses.people.employments.rules import ContractType
from clauses.people.participants.models import Participant
from facilitator.accounts.models import Organisation, Owned
from facilitator.db import Base, Searchable
from geiq.matching.rules import ProposalState, StaffingState


class StaffingRequest(Owned, Searchable, Base):
    """A company needs people: trade, number, from when, where, on which contract."""

    __tablename__ = "staffing_request"
    __table_args__ = (
        CheckConstraint("people > 0", name="people"),
        CheckConstraint("weekly_minutes > 0", name="weekly_minutes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    commitment_id: Mapped[int | None] = mapped_column(ForeignKey("commitment.id"), index=True)
    """The commitment the hours would count for."""
    trade: Mapped[str] = mapped_column(String(120))
    people: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    place: Mapped[str] = mapped_column(String(200), default="")
    postcode: Mapped[str] = mapped_column(String(10), default="")
    contract_type: Mapped[ContractType | None]
    weekly_minutes: Mapped[int | None]
    french: Mapped[FrenchLevel | None]
    """The least level of French."""
    licence: Mapped[Licence | None]
    remark: Mapped[str] = mapped_column(String(500), default="")
    state: Mapped[StaffingState] = mapped_column(default=StaffingState.OPEN)
    asked_on: Mapped[date]
    closed_on: Mapped[date | None]
    closing_reason: Mapped[str] = mapped_column(String(300), default="")
    unserved_on: Mapped[date | None]
    """The day the log said that nobody had been proposed."""
    author_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    """None when it came by a link."""
    candidate_request_id: Mapped[int | None] = mapped_column(ForeignKey("candidate_request.id"), index=True)
    """As the log and the penalty file of its contract know it."""

    __mapper_args__ = {"version_id_col": version}

    candidate_request: Mapped[CandidateRequest | None] = relationship()
    organisation: Mapped[Organisation] = relationship(foreign_keys=organisation_id)
    commitment: Mapped[Commitment | None] = relationship()
    proposals: Mapped[list["Proposal"]] = relationship(
        back_populates="request", order_by="Proposal.sent_on, Proposal.id"
    )

    def search_text(self) -> str:
        """Trade and place."""
        return f"{self.trade} {self.place} {self.postcode}"


class Proposal(Owned, Base):
    """A person proposed to a company, with the reasons shown; her criteria are never among them."""

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("request_id", "participant_id", name="uq_proposal_once"),
        Index("ix_proposal_waiting", "body_id", "state", "answer_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    request_id: Mapped[int] = mapped_column(ForeignKey("staffing_request.id"), index=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("candidate_offer.id"), index=True)
    """The offer of candidates that the contract's log and the penalty file know it by."""
    reasons: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """French sentences, as they were when it was sent."""
    sent_on: Mapped[date]
    answer_by: Mapped[date]
    silent_on: Mapped[date | None]
    """The day the log said that no answer had come."""
    state: Mapped[ProposalState] = mapped_column(default=ProposalState.SENT)
    answered_on: Mapped[date | None]
    refusal: Mapped[RefusalReason | None]
    remark: Mapped[str] = mapped_column(String(300), default="")
    employment_id: Mapped[int | None] = mapped_column(ForeignKey("employment.id"), index=True)

    __mapper_args__ = {"version_id_col": version}

    request: Mapped[StaffingRequest] = relationship(back_populates="proposals")
    participant: Mapped[Participant] = relationship()

    @property
    def is_late(self) -> bool:
        """Whether its silence was told."""
        return self.state is ProposalState.SENT and self.silent_on is not None

    offer: Mapped[CandidateOffer | None] = relationship()
    employment: Mapped[Employment | None] = relationship()
