"""What the last round of the doctor found."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.db import Base


class Breach(Base):
    """Something that does not hold, as the last round saw it."""

    __tablename__ = "breach"

    id: Mapped[int] = mapped_column(primary_key=True)
    invariant: Mapped[str] = mapped_column(String(80))
    label: Mapped[str] = mapped_column(String(200))
    sentence: Mapped[str] = mapped_column(String(400))
    endpoint: Mapped[str] = mapped_column(String(80), default="")
    """The page of the thing; '' when there is none."""
    args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    body_id: Mapped[int | None] = mapped_column(index=True)
    """The body whose thing it is; None for what concerns the whole house."""
    seen_at: Mapped[datetime]
