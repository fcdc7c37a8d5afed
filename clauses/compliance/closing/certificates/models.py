"""The table of the certificates."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.compliance.closing.certificates.rules import CertificateState, state_of
from clauses.compliance.closing.models import FinalReport
from clauses.contracts.models import Contract
from facilitator.accounts.models import Organisation, Owned
from facilitator.db import Base


class FulfilmentCertificate(Owned, Base):
    """What one company did on one contract, attested. Replaced or cancelled, never edited."""

    __tablename__ = "fulfilment_certificate"
    __table_args__ = (Index("ix_fulfilment_certificate_company", "contract_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    report_id: Mapped[int] = mapped_column(ForeignKey("final_report.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    issued_on: Mapped[date]
    issued_at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    owed_minutes: Mapped[int]
    counted_minutes: Mapped[int]
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    data_fingerprint: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """The PDF."""
    file_fingerprint: Mapped[str] = mapped_column(String(64), index=True)
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("fulfilment_certificate.id"), index=True)
    cancelled_on: Mapped[date | None]
    cancelled_because: Mapped[str] = mapped_column(String(500), default="")

    contract: Mapped[Contract] = relationship()
    report: Mapped[FinalReport] = relationship()
    organisation: Mapped[Organisation] = relationship(foreign_keys=organisation_id)
    replaced_by: Mapped["FulfilmentCertificate | None"] = relationship(remote_side="FulfilmentCertificate.id")

    @property
    def state(self) -> CertificateState:
        """Valid, replaced or cancelled."""
        return state_of(self.replaced_by_id is not None, self.cancelled_on)
