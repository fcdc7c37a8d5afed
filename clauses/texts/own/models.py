"""The templates that bodies put in place of the house's."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.texts.rules import Piece
from facilitator.accounts.models import Owned, User
from facilitator.db import Base


class TextTemplate(Owned, Base):
    """One version of a body's template; the latest of a piece is in force. Never changed."""

    __tablename__ = "text_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    piece: Mapped[Piece]
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """The .docx as it was sent, once checked; None goes back to the house's template."""
    file_name: Mapped[str] = mapped_column(String(200), default="")
    size: Mapped[int] = mapped_column(default=0)
    """In bytes; 0 for a return to the house's template."""
    author_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    made_at: Mapped[datetime]

    author: Mapped[User] = relationship()
