"""Table of the operations, which group contracts."""

from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.accounts.models import Organisation, Owned
from facilitator.db import Base, Searchable


class Operation(Owned, Searchable, Base):
    """A buyer's operation or programme that groups contracts (La Gauthière, InspiRe)."""

    __tablename__ = "operation"
    __table_args__ = (UniqueConstraint("body_id", "name", name="uq_operation_name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    buyer_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    """Its leading buyer; contracts of other buyers may belong to it."""
    place: Mapped[str] = mapped_column(String(120), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    archived_on: Mapped[date | None]

    buyer: Mapped[Organisation | None] = relationship(foreign_keys=buyer_id)

    def search_text(self) -> str:
        """Name and place."""
        return f"{self.name} {self.place}"
