"""Tables of the schemes: offers, money, partners, team, published figures, exit rules."""

from datetime import date
from decimal import Decimal

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.accounts.models import Organisation, Owned
from facilitator.db import Base, Exact, Money, Searchable
from geiq.pathways.rules import ConsortiumPart, OfferAudience, PathwayExit
from worksites.events.rules import EventKind

WHOLE = "all, delete-orphan"


class SupportScheme(Owned, Searchable, Base):
    """A scheme of individual support (PIETRA, ASLD 41, PLIE…), described without code."""

    __tablename__ = "support_scheme"
    __table_args__ = (
        UniqueConstraint("body_id", "name", name="uq_support_scheme_name"),
        CheckConstraint("yearly_capacity > 0", name="yearly_capacity"),
        CheckConstraint("most_months > 0", name="most_months"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(String(200))
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    description: Mapped[str] = mapped_column(Text, default="")
    publics: Mapped[str] = mapped_column(String(300), default="")
    """Whom it is for, in words."""
    sectors: Mapped[str] = mapped_column(String(300), default="")
    """The trades it leads to, in words."""
    source: Mapped[str] = mapped_column(String(300), default="")
    """Where all this was published."""
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    yearly_capacity: Mapped[int | None]
    """People a year."""
    most_months: Mapped[int | None]
    """The longest pathway."""
    has_phases: Mapped[bool] = mapped_column(default=True)
    """Toward employment, then in employment."""
    budget: Mapped[Decimal | None] = mapped_column(Money)
    """Euros, its whole period."""
    alert_days: Mapped[int] = mapped_column(default=30)
    """How long before its planned end a pathway is told."""
    archived_on: Mapped[date | None]

    __mapper_args__ = {"version_id_col": version}

    lead: Mapped[Organisation | None] = relationship(foreign_keys=lead_id)
    offers: Mapped[list["SchemeOffer"]] = relationship(
        back_populates="scheme", order_by="SchemeOffer.rank", cascade=WHOLE
    )
    fundings: Mapped[list["SchemeFunding"]] = relationship(
        back_populates="scheme", order_by="SchemeFunding.id", cascade=WHOLE
    )
    partners: Mapped[list["SchemePartner"]] = relationship(
        back_populates="scheme", order_by="SchemePartner.id", cascade=WHOLE
    )
    team: Mapped[list["SchemePost"]] = relationship(
        back_populates="scheme", order_by="SchemePost.id", cascade=WHOLE
    )
    figures: Mapped[list["SchemeFigure"]] = relationship(
        back_populates="scheme", order_by="SchemeFigure.on, SchemeFigure.id", cascade=WHOLE
    )
    event_goals: Mapped[list["SchemeEventGoal"]] = relationship(
        back_populates="scheme", order_by="SchemeEventGoal.id", cascade=WHOLE
    )
    exit_rules: Mapped[list["SchemeExitRule"]] = relationship(
        back_populates="scheme", order_by="SchemeExitRule.id", cascade=WHOLE
    )

    def search_text(self) -> str:
        """Name."""
        return self.name


class SchemeEventGoal(Base):
    """So many events of a kind that a scheme says it holds each year, and where it says so."""

    __tablename__ = "scheme_event_goal"
    __table_args__ = (
        UniqueConstraint("scheme_id", "kind", name="uq_scheme_event_goal_once"),
        CheckConstraint("number > 0", name="number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[int] = mapped_column(ForeignKey("support_scheme.id"), index=True)
    kind: Mapped[EventKind]
    number: Mapped[int]
    """A year."""
    source: Mapped[str] = mapped_column(String(200), default="")

    scheme: Mapped[SupportScheme] = relationship(back_populates="event_goals")

    @property
    def title(self) -> str:
        """As it is called when it goes."""
        return self.kind.label


class SchemeOffer(Base):
    """A service that a scheme offers, to people or to companies."""

    __tablename__ = "scheme_offer"

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[int] = mapped_column(ForeignKey("support_scheme.id"), index=True)
    rank: Mapped[int]
    audience: Mapped[OfferAudience]
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    axes: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Its parts, each in a sentence."""

    scheme: Mapped[SupportScheme] = relationship(back_populates="offers")


class SchemeFunding(Base):
    """Money that a funder brings to a scheme, as a part of its budget."""

    __tablename__ = "scheme_funding"
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[int] = mapped_column(ForeignKey("support_scheme.id"), index=True)
    funder: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(200), default="")
    is_state: Mapped[bool] = mapped_column(default=False)
    """Whether it is the State's money, whoever pays it out."""
    amount: Mapped[Decimal | None] = mapped_column(Money)
    """Euros; None when only the funder's name is known."""

    scheme: Mapped[SupportScheme] = relationship(back_populates="fundings")


class SchemePartner(Base):
    """An organisation of the consortium, or a partner, known here or by its name alone."""

    __tablename__ = "scheme_partner"

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[int] = mapped_column(ForeignKey("support_scheme.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    part: Mapped[ConsortiumPart]
    signed_on: Mapped[date | None]

    scheme: Mapped[SupportScheme] = relationship(back_populates="partners")
    organisation: Mapped[Organisation | None] = relationship()


class SchemePost(Base):
    """A post of a scheme's team (coordinator, counsellors, social worker) and how many hold it."""

    __tablename__ = "scheme_post"

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[int] = mapped_column(ForeignKey("support_scheme.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    posts: Mapped[Decimal | None] = mapped_column(Exact)
    """Full-time posts; None when the number is not known."""

    scheme: Mapped[SupportScheme] = relationship(back_populates="team")


class SchemeFigure(Base):
    """A figure that the scheme has published, with its day and its source."""

    __tablename__ = "scheme_figure"

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[int] = mapped_column(ForeignKey("support_scheme.id"), index=True)
    on: Mapped[date]
    title: Mapped[str] = mapped_column(String(200))
    figure: Mapped[int]
    unit: Mapped[str] = mapped_column(String(20), default="")
    """`h`, `€`… after the figure; '' for people."""
    source: Mapped[str] = mapped_column(String(200), default="")

    scheme: Mapped[SupportScheme] = relationship(back_populates="figures")


class SchemeExitRule(Base):
    """Whether an exit is a positive one for this scheme."""

    __tablename__ = "scheme_exit_rule"
    __table_args__ = (UniqueConstraint("scheme_id", "exit", name="uq_scheme_exit_rule_once"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[int] = mapped_column(ForeignKey("support_scheme.id"), index=True)
    exit: Mapped[PathwayExit]
    is_positive: Mapped[bool]

    scheme: Mapped[SupportScheme] = relationship(back_populates="exit_rules")
