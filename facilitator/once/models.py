"""The keys of the forms that were sent: the same key acts once."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.db import Base


class SentForm(Base):
    """One form that acted: its key, what it held (a digest), where its answer is."""

    __tablename__ = "sent_form"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    """A digest of the form's own key and of who sent it: one sender's keys never meet another's."""
    digest: Mapped[str] = mapped_column(String(64))
    location: Mapped[str] = mapped_column(String(500))
    sent_at: Mapped[datetime]
