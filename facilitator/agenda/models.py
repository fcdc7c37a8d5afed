"""Tables of the agenda: the calendars that somebody reads by a secret address."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.accounts.models import Membership
from facilitator.db import Base


class CalendarFeed(Base):
    """A calendar read without sign-in, at an address that only its owner was shown. It sees what she sees
    under this membership, and dies with it.
    """

    __tablename__ = "calendar_feed"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    membership_id: Mapped[int] = mapped_column(ForeignKey("membership.id"), index=True)
    about: Mapped[str] = mapped_column(String(40))
    """What it is about, as `appointments.Wanted` says it."""
    thing_id: Mapped[int] = mapped_column(default=0)
    """The number of the thing; 0 where there is none."""
    label: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    renewed_at: Mapped[datetime | None]
    """When its address last changed."""
    revoked_at: Mapped[datetime | None]

    membership: Mapped[Membership] = relationship()
