"""What was validated together: its answer says how each one stands, however many they are."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.accounts.models import Owned
from facilitator.db import Base


class ValidatedTogether(Owned, Base):
    """One press of « Valider »: the statements that were ticked, each as it had been read."""

    __tablename__ = "validated_together"

    id: Mapped[int] = mapped_column(primary_key=True)
    keys: Mapped[list[str]] = mapped_column(JSON, default=list)
    """`id:version` of each."""
    made_at: Mapped[datetime]
    author_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
