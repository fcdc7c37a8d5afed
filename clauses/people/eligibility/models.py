"""Tables of the eligibility: the certificate, its criteria, what a company asks for a new person."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.contracts.models import Commitment
from clauses.people.documents.models import SupportingDocument
from clauses.people.eligibility.rules import Decision, RequestState, Scheme, Structure, Window
from clauses.people.participants.models import Participant
from facilitator.accounts.models import Organisation, Owned, User
from facilitator.db import Base


def _last_day(context: Any) -> date | None:
    """What a new row counts until: its end, when it says yes."""
    given = context.get_current_parameters()
    return given.get("ends_on") if given.get("decision") == Decision.ELIGIBLE else None


class EligibilityCertificate(Owned, Base):
    """The decision on one person under one scheme, by a validator. Eligible, it opens a counting window.

    A decision is never edited: a later one replaces it, or it is revoked with a reason.
    """

    __tablename__ = "eligibility_certificate"
    __table_args__ = (CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="window"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    scheme: Mapped[Scheme] = mapped_column(default=Scheme.CLAUSE)
    decision: Mapped[Decision]
    decided_on: Mapped[date]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    starts_on: Mapped[date | None]
    """First day of the counting window; None for a refusal."""
    window_months: Mapped[int | None]
    ends_on: Mapped[date | None]
    """Last day of the window."""
    counts_until: Mapped[date | None] = mapped_column(default=_last_day, index=True)
    """The last day that really counts, a revocation included; None when none does."""
    reason: Mapped[str] = mapped_column(String(1000), default="")
    """Why it was refused, or the motivated opinion that stands for a criterion."""
    revoked_on: Mapped[date | None]
    revoked_reason: Mapped[str] = mapped_column(String(1000), default="")
    reduced_on: Mapped[date | None] = mapped_column(default=None)
    """The day its criteria and reason were deleted, having been kept long enough."""

    participant: Mapped[Participant] = relationship()
    decided_by: Mapped[User] = relationship()
    criteria: Mapped[list["CertifiedCriterion"]] = relationship(
        back_populates="certificate", order_by="CertifiedCriterion.id", cascade="all, delete-orphan"
    )

    @property
    def window(self) -> Window | None:
        """The counting window it opens; None when it opens none (refused, revoked from its first day)."""
        if self.decision is not Decision.ELIGIBLE or self.starts_on is None or self.ends_on is None:
            return None
        return Window(self.starts_on, self.ends_on).until(self.revoked_on)


class CertifiedCriterion(Base):
    """One criterion of a certificate: the kind of proof seen, its date, who checked it."""

    __tablename__ = "certified_criterion"
    __table_args__ = (UniqueConstraint("certificate_id", "criterion", name="uq_certified_criterion_once"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    certificate_id: Mapped[int] = mapped_column(ForeignKey("eligibility_certificate.id"), index=True)
    criterion: Mapped[str] = mapped_column(String(60))
    """Key of the criterion in the catalogue of its scheme."""
    proof: Mapped[str] = mapped_column(String(60))
    """Key of the kind of proof seen."""
    proof_dated_on: Mapped[date | None]
    proof_valid_until: Mapped[date | None]
    seen_on: Mapped[date]
    seen_by_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("supporting_document.id"), index=True)

    certificate: Mapped[EligibilityCertificate] = relationship(back_populates="criteria")
    document: Mapped[SupportingDocument | None] = relationship()
    seen_by: Mapped[User] = relationship()


class EligibilityRequest(Owned, Base):
    """A company asks whether a person counts, before hiring; the facilitator answers yes or no, not why."""

    __tablename__ = "eligibility_request"
    __table_args__ = (Index("ix_eligibility_request_open", "body_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    commitment_id: Mapped[int | None] = mapped_column(ForeignKey("commitment.id"), index=True)
    state: Mapped[RequestState] = mapped_column(default=RequestState.OPEN)
    asked_at: Mapped[datetime]
    asked_by: Mapped[str] = mapped_column(String(120), default="")
    answered_at: Mapped[datetime | None]
    certificate_id: Mapped[int | None] = mapped_column(ForeignKey("eligibility_certificate.id"), index=True)

    organisation: Mapped[Organisation] = relationship(foreign_keys=organisation_id)
    participant: Mapped[Participant] = relationship()
    commitment: Mapped[Commitment | None] = relationship()
    certificate: Mapped[EligibilityCertificate | None] = relationship()


class EligibilityDraft(Owned, Base):
    """What was seen of a person under a scheme, kept until somebody decides; the latest one speaks."""

    __tablename__ = "eligibility_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    scheme: Mapped[Scheme] = mapped_column(default=Scheme.CLAUSE)
    seen: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """By criterion: its key, the proof seen, its dates."""
    hired_on: Mapped[date | None]
    opinion: Mapped[str] = mapped_column(String(1000), default="")
    structure: Mapped[Structure | None]
    by_prescriber: Mapped[bool] = mapped_column(default=False)
    kept_at: Mapped[datetime]
    author_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))

    participant: Mapped[Participant] = relationship()
    author: Mapped[User] = relationship()
