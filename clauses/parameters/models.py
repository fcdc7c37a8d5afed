"""The values that bodies set for themselves, dated; none is ever changed or removed."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.parameters.rules import Version
from facilitator.accounts.models import Owned, User
from facilitator.db import Base


class BodyParameter(Owned, Base):
    """One dated version of a parameter for one body; `value` None goes back to the default.

    The table keeps the name of its first users, the calculators.
    """

    __tablename__ = "sizing_parameter"
    __table_args__ = (Index("ix_sizing_parameter_history", "body_id", "key", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60))
    """The key of the parameter in the catalogue."""
    value: Mapped[str | None] = mapped_column(String(40))
    """As `Parameter.text` writes it: exact digits, or the word of a choice."""
    valid_from: Mapped[date]
    source: Mapped[str] = mapped_column(String(300))
    """Where the body found this value, in its own words."""
    author_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    made_at: Mapped[datetime]

    author: Mapped[User] = relationship()

    def version(self) -> Version:
        """The plain value that the rules read."""
        return Version(self.key, self.value, self.valid_from, self.source)
