"""Tables of the cohorts: cohort, its needs and partners, enrolments, half-days and attendance."""

from datetime import date
from decimal import Decimal

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.contracts.operations.models import Operation
from clauses.people.employments.models import Employment
from clauses.people.employments.rules import ContractType
from clauses.people.participants.models import Participant
from facilitator.accounts.models import Organisation, Owned
from facilitator.db import Base, Money, Searchable
from geiq.cohorts.rules import (
    CohortKind,
    CohortStage,
    EnrolmentState,
    FunderKind,
    HalfDay,
    LeavingReason,
    PartnerPart,
    Presence,
    TrainingPlace,
)
from worksites.sites.models import Worksite

WHOLE = "all, delete-orphan"


class Cohort(Owned, Searchable, Base):
    """A group trained for a trade, from the need to the exits. `version` guards against lost updates."""

    __tablename__ = "cohort"
    __table_args__ = (
        UniqueConstraint("body_id", "name", name="uq_cohort_name"),
        CheckConstraint("seats > 0", name="seats"),
        CheckConstraint("training_minutes > 0", name="training_minutes"),
        CheckConstraint("company_minutes >= 0 AND company_minutes <= training_minutes", name="company"),
        CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="dates"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    kind: Mapped[CohortKind]
    name: Mapped[str] = mapped_column(String(200))
    trade: Mapped[str] = mapped_column(String(120))
    seats: Mapped[int]
    stage: Mapped[CohortStage] = mapped_column(default=CohortStage.NEED)
    stage_since: Mapped[date]
    operation_id: Mapped[int | None] = mapped_column(ForeignKey("operation.id"), index=True)
    """The programme it is opened for."""
    geiq_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    provider_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    """The employer of a POEI, which has deposited the job offer."""
    funder_kind: Mapped[FunderKind | None]
    funder: Mapped[str] = mapped_column(String(120), default="")
    cost: Mapped[Decimal | None] = mapped_column(Money)
    """Euros, the whole training."""
    training_minutes: Mapped[int | None]
    company_minutes: Mapped[int] = mapped_column(default=0)
    """Of which in a company."""
    derogation: Mapped[str] = mapped_column(String(200), default="")
    """The text that lets the duration pass the law's; '' for none."""
    job_offer: Mapped[str] = mapped_column(String(60), default="")
    """Number of the job offer deposited at France Travail: a POEI has one, a POEC none."""
    place: Mapped[str] = mapped_column(String(200), default="")
    information_on: Mapped[date | None]
    selection_on: Mapped[date | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    certification: Mapped[str] = mapped_column(String(200), default="")
    certified_on: Mapped[date | None]
    notes: Mapped[str] = mapped_column(Text, default="")
    cancelled_reason: Mapped[str] = mapped_column(String(200), default="")

    __mapper_args__ = {"version_id_col": version}

    operation: Mapped[Operation | None] = relationship()
    geiq: Mapped[Organisation | None] = relationship(foreign_keys=geiq_id)
    provider: Mapped[Organisation | None] = relationship(foreign_keys=provider_id)
    employer: Mapped[Organisation | None] = relationship(foreign_keys=employer_id)
    needs: Mapped[list["CohortNeed"]] = relationship(
        back_populates="cohort", order_by="CohortNeed.id", cascade=WHOLE
    )
    partners: Mapped[list["CohortPartner"]] = relationship(
        back_populates="cohort", order_by="CohortPartner.id", cascade=WHOLE
    )
    enrolments: Mapped[list["Enrolment"]] = relationship(
        back_populates="cohort", order_by="Enrolment.id", cascade=WHOLE
    )
    half_days: Mapped[list["TrainingHalfDay"]] = relationship(
        back_populates="cohort", order_by="TrainingHalfDay.on, TrainingHalfDay.half.desc()", cascade=WHOLE
    )

    def search_text(self) -> str:
        """Name, trade and place."""
        return f"{self.name} {self.trade} {self.place}"


class CohortNeed(Base):
    """So many people of a cohort are for a worksite, from a day on."""

    __tablename__ = "cohort_need"
    __table_args__ = (
        UniqueConstraint("cohort_id", "worksite_id", name="uq_cohort_need_once"),
        CheckConstraint("people > 0", name="people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    worksite_id: Mapped[int] = mapped_column(ForeignKey("worksite.id"), index=True)
    people: Mapped[int]
    needed_on: Mapped[date | None]

    cohort: Mapped[Cohort] = relationship(back_populates="needs")
    worksite: Mapped[Worksite] = relationship()


class CohortPartner(Base):
    """An organisation that takes part: it sees and fills its own part alone."""

    __tablename__ = "cohort_partner"
    __table_args__ = (
        UniqueConstraint("cohort_id", "organisation_id", "part", name="uq_cohort_partner_once"),
        Index("ix_cohort_partner_organisation", "organisation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    part: Mapped[PartnerPart]

    cohort: Mapped[Cohort] = relationship(back_populates="partners")
    organisation: Mapped[Organisation] = relationship()


class Enrolment(Owned, Base):
    """A candidate in a cohort: each step with its day, and the employment that followed."""

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("cohort_id", "participant_id", name="uq_enrolment_once"),
        CheckConstraint("left_on IS NULL OR entered_on IS NULL OR left_on >= entered_on", name="left"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    referrer_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    """Who sent her."""
    state: Mapped[EnrolmentState] = mapped_column(default=EnrolmentState.PROPOSED)
    proposed_on: Mapped[date]
    met_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    entered_on: Mapped[date | None]
    left_on: Mapped[date | None]
    leaving_reason: Mapped[LeavingReason | None]
    completed_on: Mapped[date | None]
    certified_on: Mapped[date | None]
    employment_id: Mapped[int | None] = mapped_column(ForeignKey("employment.id"), index=True)
    """The hire that followed: by whom and on which contract, it says."""
    told_employer_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    """By whom a GEIQ announces a hire, until the body ties the employment."""
    told_contract: Mapped[ContractType | None]
    told_starts_on: Mapped[date | None]
    not_hires: Mapped[list[int]] = mapped_column(JSON, default=list, server_default="[]")
    """The employments of which somebody said that they are not the hire that followed."""

    __mapper_args__ = {"version_id_col": version}

    cohort: Mapped[Cohort] = relationship(back_populates="enrolments")
    participant: Mapped[Participant] = relationship()
    referrer: Mapped[Organisation | None] = relationship(foreign_keys=referrer_id)
    employment: Mapped[Employment | None] = relationship()
    told_employer: Mapped[Organisation | None] = relationship(foreign_keys=told_employer_id)
    attendances: Mapped[list["Attendance"]] = relationship(back_populates="enrolment", cascade=WHOLE)


class TrainingHalfDay(Base):
    """A half-day of training: when, where, how long."""

    __tablename__ = "training_half_day"
    __table_args__ = (
        UniqueConstraint("cohort_id", "on", "half", name="uq_training_half_day_once"),
        CheckConstraint("minutes > 0 AND minutes <= 360", name="minutes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    on: Mapped[date]
    half: Mapped[HalfDay]
    place: Mapped[TrainingPlace]
    minutes: Mapped[int]

    cohort: Mapped[Cohort] = relationship(back_populates="half_days")
    attendances: Mapped[list["Attendance"]] = relationship(back_populates="half_day", cascade=WHOLE)


class Attendance(Base):
    """Whether somebody was there on a half-day, and how long."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("half_day_id", "enrolment_id", name="uq_attendance_once"),
        CheckConstraint("minutes >= 0", name="minutes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    half_day_id: Mapped[int] = mapped_column(ForeignKey("training_half_day.id"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    presence: Mapped[Presence]
    minutes: Mapped[int]
    """Zero unless present."""
    author_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))

    half_day: Mapped[TrainingHalfDay] = relationship(back_populates="attendances")
    enrolment: Mapped[Enrolment] = relationship(back_populates="attendances")
