"""Tables of the pathways: pathway, who follows it, assessments, barriers, steps, broken glass.

No detail of health is ever stored: a barrier of health says that it exists and whether it is in hand.
"""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.people.abilities.rules import FrenchLevel
from clauses.people.participants.models import Participant
from facilitator.accounts.models import Organisation, Owned, User
from facilitator.db import Base
from geiq.pathways.rules import BarrierKind, BarrierState, Education, MoveKind, PathwayExit, Phase
from geiq.pathways.scheme_models import SupportScheme

WHOLE = "all, delete-orphan"


class Pathway(Owned, Base):
    """A person's way through a scheme. Seen by those who follow it; by nobody else without a reason."""

    __tablename__ = "pathway"
    __table_args__ = (
        CheckConstraint("(ended_on IS NULL) = (exit IS NULL)", name="exit"),
        CheckConstraint("planned_end_on >= starts_on", name="dates"),
        CheckConstraint("ended_on IS NULL OR ended_on >= starts_on", name="end"),
        Index("ix_pathway_end", "body_id", "ended_on", "planned_end_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    scheme_id: Mapped[int] = mapped_column(ForeignKey("support_scheme.id"), index=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    """The partner that follows her; None: the body itself."""
    starts_on: Mapped[date]
    planned_end_on: Mapped[date]
    phase: Mapped[Phase] = mapped_column(default=Phase.TOWARD)
    phase_since: Mapped[date]
    ended_on: Mapped[date | None]
    exit: Mapped[PathwayExit | None]
    exit_remark: Mapped[str] = mapped_column(String(300), default="")
    reduced_on: Mapped[date | None]
    """When what was written of the person was deleted, kept long enough."""

    __mapper_args__ = {"version_id_col": version}

    scheme: Mapped[SupportScheme] = relationship()
    participant: Mapped[Participant] = relationship()
    organisation: Mapped[Organisation | None] = relationship(foreign_keys=organisation_id)
    followers: Mapped[list["PathwayFollower"]] = relationship(
        back_populates="pathway", order_by="PathwayFollower.since", cascade=WHOLE
    )
    assessments: Mapped[list["Assessment"]] = relationship(
        back_populates="pathway", order_by="Assessment.made_on.desc()", cascade=WHOLE
    )
    barriers: Mapped[list["Barrier"]] = relationship(
        back_populates="pathway", order_by="Barrier.id", cascade=WHOLE
    )
    steps: Mapped[list["PathwayStep"]] = relationship(
        back_populates="pathway", order_by="PathwayStep.due_on, PathwayStep.id", cascade=WHOLE
    )
    moves: Mapped[list["PathwayMove"]] = relationship(
        back_populates="pathway", order_by="PathwayMove.on, PathwayMove.id", cascade=WHOLE
    )

    @property
    def referent(self) -> User | None:
        """Who answers for it among the body's users today; None when a partner follows, or nobody."""
        return next((one.user for one in self.followers if one.is_referent and one.until is None), None)


class PathwayFollower(Base):
    """Who follows a person: the need to know."""

    __tablename__ = "pathway_follower"
    __table_args__ = (
        UniqueConstraint("pathway_id", "user_id", name="uq_pathway_follower_once"),
        CheckConstraint("until IS NULL OR until >= since", name="dates"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pathway_id: Mapped[int] = mapped_column(ForeignKey("pathway.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"), index=True)
    is_referent: Mapped[bool] = mapped_column(default=False)
    since: Mapped[date]
    until: Mapped[date | None]

    pathway: Mapped[Pathway] = relationship(back_populates="followers")
    user: Mapped[User] = relationship()


class PathwayMove(Base):
    """A pathway entered a phase, was prolonged, or ended: when, by whom, why."""

    __tablename__ = "pathway_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    pathway_id: Mapped[int] = mapped_column(ForeignKey("pathway.id"), index=True)
    kind: Mapped[MoveKind]
    on: Mapped[date]
    planned_end_on: Mapped[date]
    """The planned end from then on."""
    reason: Mapped[str] = mapped_column(String(300), default="")
    author_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))

    pathway: Mapped[Pathway] = relationship(back_populates="moves")
    author: Mapped[User] = relationship()


class Assessment(Base):
    """What was seen with the person on a day; a later one does not rub out an earlier one."""

    __tablename__ = "assessment"
    __table_args__ = (CheckConstraint("experience_months >= 0", name="experience"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pathway_id: Mapped[int] = mapped_column(ForeignKey("pathway.id"), index=True)
    made_on: Mapped[date]
    author_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    project: Mapped[str] = mapped_column(String(500), default="")
    trade: Mapped[str] = mapped_column(String(120), default="")
    """The trade she aims at."""
    french: Mapped[FrenchLevel | None]
    education: Mapped[Education | None]
    experience_months: Mapped[int | None]
    """In the trade she aims at, in any country."""
    licences: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Values of `Licence`."""
    reach_km: Mapped[int | None]
    """How far from home she can work."""

    pathway: Mapped[Pathway] = relationship(back_populates="assessments")
    author: Mapped[User] = relationship()


class Barrier(Base):
    """What stands in the way, and whether it is dealt with."""

    __tablename__ = "barrier"
    __table_args__ = (
        UniqueConstraint("pathway_id", "kind", name="uq_barrier_once"),
        CheckConstraint("kind <> 'health' OR action = ''", name="health"),
        CheckConstraint("(state = 'lifted') = (lifted_on IS NOT NULL)", name="lifted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pathway_id: Mapped[int] = mapped_column(ForeignKey("pathway.id"), index=True)
    kind: Mapped[BarrierKind]
    state: Mapped[BarrierState]
    action: Mapped[str] = mapped_column(String(200), default="")
    """What is done about it; always empty for health."""
    since: Mapped[date]
    lifted_on: Mapped[date | None]

    pathway: Mapped[Pathway] = relationship(back_populates="barriers")


class PathwayStep(Base):
    """A step agreed with the person: what, when, where, whom to call."""

    __tablename__ = "pathway_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    pathway_id: Mapped[int] = mapped_column(ForeignKey("pathway.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    due_on: Mapped[date]
    at: Mapped[str] = mapped_column(String(5), default="")
    """Hour and minute in Paris (`14:30`); '' for the whole day."""
    place: Mapped[str] = mapped_column(String(200), default="")
    contact: Mapped[str] = mapped_column(String(200), default="")
    done_on: Mapped[date | None]

    pathway: Mapped[Pathway] = relationship(back_populates="steps")


class BrokenGlass(Owned, Base):
    """Somebody looked at a pathway she does not follow: why, until when, and whether the head has read it."""

    __tablename__ = "broken_glass"

    id: Mapped[int] = mapped_column(primary_key=True)
    pathway_id: Mapped[int] = mapped_column(ForeignKey("pathway.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"), index=True)
    reason: Mapped[str] = mapped_column(String(500))
    at: Mapped[datetime]
    until: Mapped[datetime]
    read_at: Mapped[datetime | None]
    read_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))

    pathway: Mapped[Pathway] = relationship()
    user: Mapped[User] = relationship(foreign_keys=user_id)
