"""Tables of the end of a contract: its final reports and what companies say of them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.compliance.closing.rules import Opinion
from clauses.contracts.models import Contract
from facilitator.accounts.models import Organisation, Owned, User
from facilitator.db import Base


class FinalReport(Owned, Base):
    """One edition of a contract's final report: its data, its PDF, and their fingerprints. Never edited."""

    __tablename__ = "final_report"
    __table_args__ = (UniqueConstraint("contract_id", "edition", name="uq_final_report_edition"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    edition: Mapped[int]
    made_on: Mapped[date]
    comments_until: Mapped[date]
    """The last day on which companies may comment."""
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    data_fingerprint: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """The PDF."""
    file_fingerprint: Mapped[str] = mapped_column(String(64), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    made_at: Mapped[datetime]
    replaced_on: Mapped[date | None]
    """When the next edition came."""

    contract: Mapped[Contract] = relationship()
    author: Mapped[User] = relationship()
    comments: Mapped[list["ReportComment"]] = relationship(
        back_populates="report", order_by="ReportComment.id"
    )


class ReportComment(Base):
    """What a company says of a final report."""

    __tablename__ = "report_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("final_report.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    opinion: Mapped[Opinion]
    text: Mapped[str] = mapped_column(Text, default="")
    said_at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    """None when it came by a link."""

    report: Mapped[FinalReport] = relationship(back_populates="comments")
    organisation: Mapped[Organisation] = relationship(foreign_keys=organisation_id)
