"""Tables of the accounts: organisations and their contacts, users and their memberships."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from facilitator.access import Role
from facilitator.accounts.rules import OrganisationKind, shown_phone
from facilitator.db import Base, Searchable


class Organisation(Searchable, Base):
    """A company, a buyer, a body, a partner: it exists once, whatever the bodies it meets."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[OrganisationKind]
    name: Mapped[str] = mapped_column(String(200))
    siret: Mapped[str | None] = mapped_column(String(14), unique=True)
    city: Mapped[str] = mapped_column(String(120), default="")
    postcode: Mapped[str] = mapped_column(String(10), default="")
    departments: Mapped[str] = mapped_column(String(200), default="")
    """Codes of the departments a body works in, space separated (`63 03`)."""

    contacts: Mapped[list["Contact"]] = relationship(
        back_populates="organisation", order_by="Contact.rank", cascade="all, delete-orphan"
    )

    def search_text(self) -> str:
        """Name, SIRET and town."""
        return f"{self.name} {self.siret or ''} {self.city}"


class Contact(Searchable, Base):
    """A person to reach in an organisation, ranked 1 to 3, with the day this was last confirmed."""

    __tablename__ = "contact"
    __table_args__ = (
        UniqueConstraint("organisation_id", "rank", name="uq_contact_rank"),
        CheckConstraint("rank BETWEEN 0 AND 3", name="rank"),  # 0: while two exchange their ranks
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    rank: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    position: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(30), default="")
    confirmed_on: Mapped[date | None]

    organisation: Mapped[Organisation] = relationship(back_populates="contacts")

    @property
    def shown_phone(self) -> str:
        """The telephone number as the French write it."""
        return shown_phone(self.phone)

    def search_text(self) -> str:
        """Name and address."""
        return f"{self.name} {self.email}"


class User(Base):
    """Somebody who signs in. What she may do comes from her memberships alone."""

    __tablename__ = "app_user"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    totp_last_step: Mapped[int | None]
    """The last time step used, so that a code works once."""
    failed_tries: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    oidc_issuer: Mapped[str | None] = mapped_column(String(300))
    oidc_subject: Mapped[str | None] = mapped_column(String(300))
    created_at: Mapped[datetime]

    memberships: Mapped[list["Membership"]] = relationship(back_populates="user")

    __table_args__ = (UniqueConstraint("oidc_issuer", "oidc_subject", name="uq_app_user_oidc"),)


class Membership(Base):
    """A user's role in an organisation. Revoked, it is dead at the next request."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("user_id", "organisation_id", "role", name="uq_membership_once"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    role: Mapped[Role]
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(back_populates="memberships")
    organisation: Mapped[Organisation] = relationship()


class Owned:
    """What a facilitation body (tenant) owns. Scoped in one place: `accounts.queries.owned`."""

    @declared_attr
    def body_id(cls) -> Mapped[int]:
        """The body that owns the row."""
        return mapped_column(ForeignKey("organisation.id"), index=True)


class Meeting(Base):
    """A body works with an organisation: what lets it see that company, buyer or partner."""

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("body_id", "organisation_id", name="uq_meeting_once"),
        Index("ix_meeting_organisation", "organisation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    archived_on: Mapped[date | None]
