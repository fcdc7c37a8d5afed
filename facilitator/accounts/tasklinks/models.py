"""Tables of the task links. Each secret is kept as its SHA-256 only."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.access import Scope
from facilitator.accounts.models import Organisation, Owned
from facilitator.accounts.tasklinks.rules import CodeState, code_state
from facilitator.db import Base


class TaskLink(Owned, Base):
    """A link sent to one contact of one organisation, for one purpose. It points; it opens nothing."""

    __tablename__ = "task_link"
    __table_args__ = (Index("ix_task_link_organisation", "organisation_id", "purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pointer_hash: Mapped[str] = mapped_column(String(64), unique=True)
    key: Mapped[str | None] = mapped_column(String(120), unique=True)
    """What it is about, when it must be sent only once (`declare 3 12 2026-10`)."""
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    purpose: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(200))
    """What is to be done, as its reader sees it (« Heures d’octobre 2026 à déclarer »)."""
    contact_name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(30), default="")
    months: Mapped[list[str]] = mapped_column(JSON, default=list)
    """The months it opens, each as its first day (`2026-10-01`)."""
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    """None when a job sent it."""
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship(foreign_keys=organisation_id)

    @property
    def address(self) -> str:
        """Where its codes go: the e-mail address, else the telephone number."""
        return self.email or self.phone

    @property
    def scope(self) -> Scope:
        """How far it reaches, once opened."""
        months = frozenset(date.fromisoformat(month) for month in self.months)
        return Scope(self.id, self.body_id, self.purpose, months)


class TaskCode(Base):
    """A code sent for a link at the press of a button, good in the browser that asked alone."""

    __tablename__ = "task_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    link_id: Mapped[int] = mapped_column(ForeignKey("task_link.id"), index=True)
    nonce_hash: Mapped[str] = mapped_column(String(64), unique=True)
    sealed: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]

    def state(self, at: datetime) -> CodeState:
        """Whether it may still open its link."""
        return code_state(self.used_at, self.tries, self.created_at, at)


class TaskSession(Base):
    """A browser that opened a link. Its cookie holds the token; dead with its link."""

    __tablename__ = "task_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    link_id: Mapped[int] = mapped_column(ForeignKey("task_link.id"), index=True)
    created_at: Mapped[datetime]
    browser: Mapped[str] = mapped_column(String(80), default="")
    revoked_at: Mapped[datetime | None]

    link: Mapped[TaskLink] = relationship()


class TrustedDevice(Owned, Base):
    """A browser that needs no code for thirty days, for one contact of one organisation with one body."""

    __tablename__ = "trusted_device"
    __table_args__ = (
        UniqueConstraint(
            "token_hash", "body_id", "organisation_id", "address", name="uq_trusted_device_once"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    address: Mapped[str] = mapped_column(String(254))
    browser: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
