"""Tables of the contracts: contract, tranche, lot, clause terms, commitment, amendment.

Contract → lot → clause terms → commitment. A commitment's target changes only by dated versions
(`TargetVersion`), each born of an amendment or of a call-off order: the past keeps its own.
"""

from datetime import date
from decimal import Decimal

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.contracts.commitments.rules import Duty, Share, Version, minutes_at, missing_in
from clauses.contracts.operations.models import Operation
from clauses.contracts.rules import (
    DEFAULT_COUNTING_WINDOW_MONTHS,
    BuyerKind,
    ClauseKind,
    ContractForm,
    Nature,
    Party,
    PenaltyFormula,
    PenaltyTrigger,
    ReportingPeriod,
    Stage,
    TrancheKind,
)
from clauses.contracts.terms.models import PenaltyLimits, PenaltyPrice
from facilitator.accounts.models import Organisation, Owned, User
from facilitator.db import Base, Exact, Money, Searchable

WHOLE = "all, delete-orphan"
"""Parts live and die with their whole."""
AT_THE_TOP = text("parent_id IS NULL")
"""What works for nobody else. A null equals nothing, so its uniqueness needs an index of its own."""


class Contract(Owned, Searchable, Base):
    """A public contract that a body follows. `version` guards against lost updates."""

    __tablename__ = "contract"
    __table_args__ = (
        UniqueConstraint("body_id", "buyer_id", "reference", name="uq_contract_reference"),
        UniqueConstraint("body_id", "published_contract_id", name="uq_contract_published"),
        CheckConstraint("duration_months > 0", name="duration"),
        CheckConstraint("amount >= 0", name="amount"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    buyer_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    buyer_kind: Mapped[BuyerKind] = mapped_column(default=BuyerKind.OTHER)
    operation_id: Mapped[int | None] = mapped_column(ForeignKey("operation.id"), index=True)
    followed_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"), index=True)
    """The facilitator who follows it."""
    published_contract_id: Mapped[int | None] = mapped_column(index=True)
    """The published record it was taken over from (no foreign key: that room stands above)."""
    reference: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(1000))
    nature: Mapped[Nature]
    form: Mapped[ContractForm] = mapped_column(default=ContractForm.CONTRACT)
    cpv: Mapped[str] = mapped_column(String(10), default="")
    amount: Mapped[Decimal | None] = mapped_column(Money)
    """Euros without VAT, as last amended."""
    consulted_on: Mapped[date | None]
    """The day the consultation was launched: the law in force that day applies."""
    notified_on: Mapped[date | None]
    starts_on: Mapped[date | None]
    duration_months: Mapped[int | None]
    ends_on: Mapped[date | None] = mapped_column(index=True)
    kick_off_on: Mapped[date | None]
    place_code: Mapped[str] = mapped_column(String(10), default="")
    """INSEE code of a commune (`63113`) or of a department (`63`)."""
    place: Mapped[str] = mapped_column(String(120), default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    stage: Mapped[Stage] = mapped_column(default=Stage.PREPARATION)
    stage_since: Mapped[date]
    archived_on: Mapped[date | None]

    __mapper_args__ = {"version_id_col": version}

    buyer: Mapped[Organisation] = relationship(foreign_keys=buyer_id)
    operation: Mapped[Operation | None] = relationship()
    followed_by: Mapped[User | None] = relationship()
    tranches: Mapped[list["Tranche"]] = relationship(
        back_populates="contract", order_by="Tranche.number", cascade=WHOLE
    )
    lots: Mapped[list["Lot"]] = relationship(back_populates="contract", order_by="Lot.rank", cascade=WHOLE)
    orders: Mapped[list["CallOffOrder"]] = relationship(
        back_populates="contract", order_by="CallOffOrder.ordered_on", cascade=WHOLE
    )
    amendments: Mapped[list["Amendment"]] = relationship(
        back_populates="contract", order_by="Amendment.number", cascade=WHOLE
    )

    @property
    def terms(self) -> list["ClauseTerms"]:
        """The clause terms of every lot, in order."""
        return [terms for lot in self.lots for terms in lot.terms]

    @property
    def commitments(self) -> list["Commitment"]:
        """Who owes what, clause after clause."""
        return [commitment for terms in self.terms for commitment in terms.commitments]

    @property
    def last_change_on(self) -> date | None:
        """The date of effect of the last amendment or call-off order."""
        dates = [amendment.effective_on for amendment in self.amendments]
        return max([*dates, *(order.ordered_on for order in self.orders)], default=None)

    def target_at(self, at: date) -> int:
        """Minutes of all its clauses at a date."""
        return sum(terms.target_at(at) for terms in self.terms)

    def search_text(self) -> str:
        """Reference, title, place and CPV code."""
        return f"{self.reference} {self.title} {self.place} {self.cpv}"


class Tranche(Base):
    """A firm or optional part of a contract; the hours of an optional one count once affirmed."""

    __tablename__ = "tranche"
    __table_args__ = (UniqueConstraint("contract_id", "number", name="uq_tranche_number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[TrancheKind]
    amount: Mapped[Decimal | None] = mapped_column(Money)
    affirmed_on: Mapped[date | None]

    contract: Mapped[Contract] = relationship(back_populates="tranches")


class Lot(Base):
    """A lot of a contract. A contract that is not divided has one lot."""

    __tablename__ = "lot"
    __table_args__ = (UniqueConstraint("contract_id", "number", name="uq_lot_number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    rank: Mapped[int]
    number: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(500))
    amount: Mapped[Decimal | None] = mapped_column(Money)

    contract: Mapped[Contract] = relationship(back_populates="lots")
    terms: Mapped[list["ClauseTerms"]] = relationship(
        back_populates="lot", order_by="ClauseTerms.id", cascade=WHOLE
    )


class ClauseTerms(PenaltyLimits, Base):
    """What the tender documents ask of one lot (or of one tranche of it)."""

    __tablename__ = "clause_terms"
    __table_args__ = (
        CheckConstraint("minutes >= 0", name="minutes"),
        CheckConstraint("counting_window_months > 0", name="counting_window"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"), index=True)
    tranche_id: Mapped[int | None] = mapped_column(ForeignKey("tranche.id"), index=True)
    kind: Mapped[ClauseKind]
    minutes: Mapped[int | None]
    """The hours target of the tender documents, in minutes; None = not yet sized, or no hours."""
    by_orders: Mapped[bool] = mapped_column(default=False)
    """Hours come with each call-off order of the framework agreement."""
    categories: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Values of `EligibleCategory`."""
    modalities: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Values of `Modality`."""
    reporting_period: Mapped[ReportingPeriod] = mapped_column(default=ReportingPeriod.MONTHLY)
    pooling_allowed: Mapped[bool] = mapped_column(default=False)
    reserved_share: Mapped[Decimal | None] = mapped_column(Exact)
    """Minimum share of the workers a reservation is for, as a ratio (0.5 = 50 %)."""
    criterion_weight: Mapped[Decimal | None] = mapped_column(Exact)
    """Weight of an award criterion, as a ratio."""
    counting_window_months: Mapped[int] = mapped_column(default=DEFAULT_COUNTING_WINDOW_MONTHS)
    """How long a person counts, where the clause says it itself (`own_window_months`)."""
    window_is_own: Mapped[bool | None] = mapped_column(default=None)
    """Whether the clause says how long a person counts; else the body's setting does."""
    source: Mapped[str] = mapped_column(String(200), default="")
    """Where the clause stands in the tender documents (`CCAP, article 4.3`)."""
    clause_text: Mapped[str] = mapped_column(Text, default="")

    lot: Mapped[Lot] = relationship(back_populates="terms")
    tranche: Mapped[Tranche | None] = relationship()
    penalties: Mapped[list["PenaltyTerm"]] = relationship(
        back_populates="terms", order_by="PenaltyTerm.id", cascade=WHOLE
    )
    commitments: Mapped[list["Commitment"]] = relationship(
        back_populates="terms", order_by="Commitment.id", cascade=WHOLE
    )

    @property
    def own_window_months(self) -> int | None:
        """How long a person counts by this clause; None when it does not say it itself."""
        return self.counting_window_months if self.window_is_own else None

    @property
    def shares(self) -> list[Share]:
        """Who owes what, as signed."""
        return [commitment.share for commitment in self.commitments]

    @property
    def optional(self) -> bool:
        """Whether the hours wait for an optional tranche to be affirmed."""
        return self.tranche is not None and self.tranche.kind is TrancheKind.OPTIONAL

    @property
    def affirmed_on(self) -> date | None:
        """The day its tranche was affirmed, if it has one."""
        return self.tranche.affirmed_on if self.tranche is not None else None

    def counts_at(self, at: date) -> bool:
        """Whether the clause owes its hours at a date (an optional tranche counts once affirmed)."""
        return Duty(1, optional=self.optional, affirmed_on=self.affirmed_on).minutes_at(at) > 0

    def target_at(self, at: date) -> int:
        """Minutes of the clause at a date: the tender's target, then what each version changed."""
        if not self.counts_at(at):
            return 0
        moved = sum(
            commitment.versioned_at(at) - commitment.minutes
            for commitment in self.commitments
            if commitment.party is not Party.SUBCONTRACTOR
        )
        return (self.minutes or 0) + moved

    def missing(self) -> list[str]:
        """What does not hold among its commitments, in French sentences."""
        return missing_in(self.minutes, self.shares)


class PenaltyTerm(PenaltyPrice, Base):
    """One line of a clause's penalty schedule: what triggers it, its formula, notice or not."""

    __tablename__ = "penalty_term"
    __table_args__ = (UniqueConstraint("terms_id", "trigger", name="uq_penalty_term_trigger"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    terms_id: Mapped[int] = mapped_column(ForeignKey("clause_terms.id"), index=True)
    trigger: Mapped[PenaltyTrigger]
    formula: Mapped[PenaltyFormula]
    amount: Mapped[Decimal] = mapped_column(Money)
    """Euros per hour, day or absence; the hourly base of `multiple_of_base`."""
    factor: Mapped[Decimal | None] = mapped_column(Exact)
    """The coefficient of `multiple_of_base`."""
    after_notice: Mapped[bool]
    """Whether a formal notice must come first."""

    terms: Mapped[ClauseTerms] = relationship(back_populates="penalties")


class Commitment(Base):
    """One company's share of one clause. A subcontractor carries part of its holder's hours."""

    __tablename__ = "commitment"
    __table_args__ = (
        UniqueConstraint("terms_id", "organisation_id", "parent_id", name="uq_commitment_once"),
        Index(
            "uq_commitment_once_at_the_top",
            "terms_id",
            "organisation_id",
            unique=True,
            sqlite_where=AT_THE_TOP,
            postgresql_where=AT_THE_TOP,
        ),
        CheckConstraint("minutes >= 0", name="minutes"),
        CheckConstraint("(party = 'subcontractor') = (parent_id IS NOT NULL)", name="parent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    terms_id: Mapped[int] = mapped_column(ForeignKey("clause_terms.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    party: Mapped[Party]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("commitment.id"), index=True)
    minutes: Mapped[int]
    """As signed; `versions` hold what came later."""
    starts_on: Mapped[date | None]
    """The day it begins when it is not the contract's (an act of subcontracting)."""

    terms: Mapped[ClauseTerms] = relationship(back_populates="commitments")
    organisation: Mapped[Organisation] = relationship()
    parent: Mapped["Commitment | None"] = relationship(
        remote_side="Commitment.id", back_populates="subcontracted"
    )
    subcontracted: Mapped[list["Commitment"]] = relationship(
        back_populates="parent", order_by="Commitment.id"
    )
    versions: Mapped[list["TargetVersion"]] = relationship(
        back_populates="commitment",
        order_by="TargetVersion.effective_on, TargetVersion.id",
        cascade=WHOLE,
    )

    @property
    def share(self) -> Share:
        """The share as signed."""
        return Share(self.id, self.organisation_id, self.party, self.minutes, self.parent_id)

    @property
    def steps(self) -> tuple[Version, ...]:
        """The later versions of its target, in order."""
        return tuple(Version(version.effective_on, version.minutes) for version in self.versions)

    @property
    def last_minutes(self) -> int:
        """The last target decided, whenever it takes effect."""
        return self.versioned_at(date.max)

    def versioned_at(self, at: date) -> int:
        """Minutes by the version in force at a date, whether or not the tranche is affirmed."""
        return minutes_at(self.minutes, self.steps, at)

    def minutes_at(self, at: date) -> int:
        """Minutes owed at a date."""
        terms = self.terms
        duty = Duty(self.minutes, self.steps, self.starts_on, terms.optional, terms.affirmed_on)
        return duty.minutes_at(at)


class Amendment(Base):
    """A dated change of a running contract: targets (its versions), amount, end. Never edited."""

    __tablename__ = "amendment"
    __table_args__ = (UniqueConstraint("contract_id", "number", name="uq_amendment_number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    number: Mapped[int]
    signed_on: Mapped[date]
    effective_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(1000))
    amount_before: Mapped[Decimal | None] = mapped_column(Money)
    amount_after: Mapped[Decimal | None] = mapped_column(Money)
    ends_on_before: Mapped[date | None]
    ends_on_after: Mapped[date | None]

    contract: Mapped[Contract] = relationship(back_populates="amendments")
    targets: Mapped[list["TargetVersion"]] = relationship(
        back_populates="amendment", order_by="TargetVersion.id", cascade=WHOLE
    )


class CallOffOrder(Base):
    """An order under a framework agreement; it may add hours to one clause from its date."""

    __tablename__ = "call_off_order"
    __table_args__ = (UniqueConstraint("contract_id", "number", name="uq_call_off_order_number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    terms_id: Mapped[int | None] = mapped_column(ForeignKey("clause_terms.id"), index=True)
    number: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(500), default="")
    amount: Mapped[Decimal | None] = mapped_column(Money)
    ordered_on: Mapped[date]
    ends_on: Mapped[date | None]
    minutes: Mapped[int] = mapped_column(default=0)
    """Hours the order adds to its clause, in minutes."""

    contract: Mapped[Contract] = relationship(back_populates="orders")
    terms: Mapped[ClauseTerms | None] = relationship()
    targets: Mapped[list["TargetVersion"]] = relationship(back_populates="order", cascade=WHOLE)


class TargetVersion(Base):
    """What a commitment owes from a date on, by the amendment or the order that decided it."""

    __tablename__ = "target_version"
    __table_args__ = (
        CheckConstraint("minutes >= 0", name="minutes"),
        CheckConstraint("(amendment_id IS NULL) <> (order_id IS NULL)", name="one_cause"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    amendment_id: Mapped[int | None] = mapped_column(ForeignKey("amendment.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("call_off_order.id"), index=True)
    effective_on: Mapped[date]
    minutes_before: Mapped[int]
    minutes: Mapped[int]

    commitment: Mapped[Commitment] = relationship(back_populates="versions")
    amendment: Mapped[Amendment | None] = relationship(back_populates="targets")
    order: Mapped[CallOffOrder | None] = relationship(back_populates="targets")
