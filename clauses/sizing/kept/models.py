"""A sizing kept on a clause: its inputs, the parameters it used, its steps and its result, as they were."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.contracts.models import ClauseTerms
from facilitator.accounts.models import Owned, User
from facilitator.db import Base, Exact


class Sizing(Owned, Base):
    """One calculation, never changed: the parameters may move, it keeps the values it used."""

    __tablename__ = "sizing"

    id: Mapped[int] = mapped_column(primary_key=True)
    terms_id: Mapped[int] = mapped_column(ForeignKey("clause_terms.id", ondelete="CASCADE"), index=True)
    method: Mapped[str] = mapped_column(String(20))
    hours: Mapped[int | None]
    """The whole hours proposed; None when the answer was that there are none to ask."""
    hours_exact: Mapped[Decimal | None] = mapped_column(Exact)
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The whole answer, as `methods.rules.facts` writes it: inputs, steps, parameters, sentence."""
    author_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    made_at: Mapped[datetime]

    terms: Mapped[ClauseTerms] = relationship()
    author: Mapped[User] = relationship()
