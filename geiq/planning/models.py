"""Tables of the plan of cohorts: plan, what is pinned or forbidden, planned cohorts, what is not covered."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.accounts.models import Organisation, Owned
from facilitator.db import Base, Money
from geiq.cohorts.models import Cohort
from geiq.cohorts.rules import CohortKind
from geiq.planning.rules import Bend, PlanState

WHOLE = "all, delete-orphan"


class ProviderCapacity(Owned, Base):
    """What a training provider can do for a trade: seats of one cohort, cohorts at once, cost."""

    __tablename__ = "provider_capacity"
    __table_args__ = (
        UniqueConstraint("organisation_id", "trade", "kind", "since", name="uq_provider_capacity_once"),
        CheckConstraint("least_seats > 0 AND most_seats >= least_seats", name="seats"),
        CheckConstraint("at_once > 0", name="at_once"),
        CheckConstraint("weeks > 0", name="weeks"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    trade: Mapped[str] = mapped_column(String(120))
    kind: Mapped[CohortKind]
    least_seats: Mapped[int]
    most_seats: Mapped[int]
    at_once: Mapped[int]
    weeks: Mapped[int]
    """Weeks of training."""
    fixed_cost: Mapped[Decimal] = mapped_column(Money)
    """Euros a cohort, whatever its seats."""
    seat_cost: Mapped[Decimal] = mapped_column(Money)
    """Euros a seat."""
    since: Mapped[date]
    until: Mapped[date | None]

    organisation: Mapped[Organisation] = relationship(foreign_keys=organisation_id)


class CohortPlan(Owned, Base):
    """A year of cohorts that covers the needs at least cost, as last solved."""

    __tablename__ = "cohort_plan"
    __table_args__ = (CheckConstraint("weeks BETWEEN 1 AND 104", name="weeks"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(String(120))
    starts_on: Mapped[date]
    """A Monday."""
    weeks: Mapped[int]
    state: Mapped[PlanState] = mapped_column(default=PlanState.DRAFT)
    author_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    made_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    """When it was last asked to be solved."""
    done: Mapped[int] = mapped_column(default=0)
    """Trades planned so far, of `total`."""
    total: Mapped[int] = mapped_column(default=0)
    bent_at: Mapped[datetime | None]
    """When something was last pinned, forbidden or freed."""
    solved_at: Mapped[datetime | None]
    milliseconds: Mapped[int | None]
    """How long the solver took."""
    is_best: Mapped[bool] = mapped_column(default=False)
    """Whether the solver has proved that no plan costs less."""
    is_greedy: Mapped[bool] = mapped_column(default=False)
    """Whether the solver could not plan every trade, so that a simple method did."""
    cost: Mapped[Decimal | None] = mapped_column(Money)
    trades: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """For each trade: its name, people-weeks needed, people-weeks that lack, the least that can lack."""
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}", deferred=True)
    """What the solver has answered, by the mark of each trade's problem: kept when it is solved again."""
    kept: Mapped[int] = mapped_column(default=0, server_default="0")
    """Trades whose answer was kept by the last calculation."""
    message: Mapped[str] = mapped_column(String(500), default="")
    """French sentence of a failure."""

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_stale(self) -> bool:
        """Whether it was bent after it was solved."""
        return self.solved_at is not None and self.bent_at is not None and self.bent_at > self.solved_at

    cohorts: Mapped[list["PlannedCohort"]] = relationship(
        back_populates="plan", order_by="PlannedCohort.starts_on, PlannedCohort.id", cascade=WHOLE
    )
    bends: Mapped[list["PlanBend"]] = relationship(
        back_populates="plan", order_by="PlanBend.id", cascade=WHOLE
    )
    shortfalls: Mapped[list["PlanShortfall"]] = relationship(
        back_populates="plan", order_by="PlanShortfall.week, PlanShortfall.id", cascade=WHOLE
    )


class PlanBend(Base):
    """What somebody has decided by hand: this cohort stays, or none may start that week."""

    __tablename__ = "plan_bend"
    __table_args__ = (
        UniqueConstraint("plan_id", "capacity_id", "week", "bend", name="uq_plan_bend_once"),
        CheckConstraint("(bend = 'pin') = (seats IS NOT NULL)", name="seats"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("cohort_plan.id"), index=True)
    capacity_id: Mapped[int] = mapped_column(ForeignKey("provider_capacity.id"), index=True)
    week: Mapped[date]
    """The Monday when the training starts."""
    bend: Mapped[Bend]
    seats: Mapped[int | None]

    plan: Mapped[CohortPlan] = relationship(back_populates="bends")
    capacity: Mapped[ProviderCapacity] = relationship()


class PlannedCohort(Base):
    """A cohort that the solver proposes."""

    __tablename__ = "planned_cohort"
    __table_args__ = (CheckConstraint("seats > 0", name="seats"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("cohort_plan.id"), index=True)
    capacity_id: Mapped[int] = mapped_column(ForeignKey("provider_capacity.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    seats: Mapped[int]
    expected_hires: Mapped[int]
    """People who will be at work, after drop-outs and by the conversion rate."""
    information_by: Mapped[date]
    """The last day for its information meeting."""
    cost: Mapped[Decimal] = mapped_column(Money)
    cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohort.id"), index=True)
    """The cohort that was opened from it."""

    plan: Mapped[CohortPlan] = relationship(back_populates="cohorts")
    capacity: Mapped[ProviderCapacity] = relationship()
    cohort: Mapped[Cohort | None] = relationship()


class PlanShortfall(Base):
    """A need that the plan does not cover, and why."""

    __tablename__ = "plan_shortfall"
    __table_args__ = (
        CheckConstraint("people > 0", name="people"),
        Index("ix_plan_shortfall_week", "plan_id", "week"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("cohort_plan.id"))
    trade: Mapped[str] = mapped_column(String(120))
    week: Mapped[date]
    people: Mapped[int]
    reason: Mapped[str] = mapped_column(String(300))

    plan: Mapped[CohortPlan] = relationship(back_populates="shortfalls")
