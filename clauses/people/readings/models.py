"""The warnings: an account that opened very many people's pages in an hour."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.accounts.models import Owned, User
from facilitator.db import Base


class MassReading(Owned, Base):
    """One account, one stretch of time, how many different people's pages of this body. Nobody is blocked."""

    __tablename__ = "mass_reading"
    __table_args__ = (UniqueConstraint("body_id", "reader_id", "begun_at", name="uq_mass_reading_once"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reader_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"), index=True)
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    people: Mapped[int]
    """The most within one hour."""
    looked_at: Mapped[datetime | None]
    """When the head of the body said that it had been looked at."""
    looked_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))

    reader: Mapped[User] = relationship(foreign_keys=reader_id)
