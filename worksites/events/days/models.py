"""The taps of the day: each acts once, however often a telephone without network sends it again."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.accounts.models import Owned
from facilitator.db import Base
from worksites.events.guests.rules import Coming


class EventTap(Owned, Base):
    """A tap on a guest that has acted: the key that its telephone gave it, what it said."""

    __tablename__ = "event_tap"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    guest_id: Mapped[int] = mapped_column(ForeignKey("event_guest.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    """A digest of the telephone's own key and of the event."""
    said: Mapped[Coming]
    tapped_at: Mapped[datetime]
    """When it was tapped, by the telephone's clock, within the event's hours."""
    author_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    """None for a guest who checked in by herself."""
