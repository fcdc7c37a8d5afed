"""Tables of sign-in."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.accounts.models import Membership, User
from facilitator.db import Base


class SignInSession(Base):
    """A signed-in browser. The cookie holds the token, this row only its SHA-256."""

    __tablename__ = "sign_in_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"), index=True)
    membership_id: Mapped[int | None] = mapped_column(ForeignKey("membership.id"))
    created_at: Mapped[datetime]
    second_factor_at: Mapped[datetime | None]
    factor_expected: Mapped[bool] = mapped_column(default=False)
    """Whether the user had a second factor when she signed in: it is then always asked."""
    browser: Mapped[str] = mapped_column(String(80), default="")
    id_token: Mapped[str | None] = mapped_column(Text)
    """What the OpenID provider gave, sent back to it at sign-out; forgotten then."""
    revoked_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()
    membership: Mapped[Membership | None] = relationship()
