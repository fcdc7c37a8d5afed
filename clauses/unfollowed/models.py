"""What a body decided on a published contract, and how many of its modifications it has dealt with."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.contracts.opendata.models import PublishedContract
from clauses.unfollowed.rules import DismissalReason, Outcome
from facilitator.accounts.models import Owned
from facilitator.db import Base


class PublicationDecision(Owned, Base):
    """A body's answer to a published contract: taken over, or dismissed with its reason."""

    __tablename__ = "publication_decision"
    __table_args__ = (
        UniqueConstraint("body_id", "published_contract_id", name="uq_publication_decision_once"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    published_contract_id: Mapped[int] = mapped_column(ForeignKey("published_contract.id"), index=True)
    outcome: Mapped[Outcome]
    changes_seen: Mapped[int] = mapped_column(default=0)
    """Published modifications dealt with so far; those after them are still to look at."""
    reason: Mapped[DismissalReason | None]
    text: Mapped[str] = mapped_column(Text, default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    decided_at: Mapped[datetime]

    published: Mapped[PublishedContract] = relationship()
