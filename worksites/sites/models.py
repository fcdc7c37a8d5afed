"""Tables of the worksites: programme, worksite, work phase, share of a contract, residence at hire."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.contracts.models import Contract, Lot
from clauses.contracts.operations.models import Operation
from clauses.people.employments.models import Employment
from facilitator.accounts.models import Owned
from facilitator.db import Base, Exact, Searchable
from worksites.sites.rules import ProgrammeKind, ResidenceProof, SharePurpose

WHOLE = "all, delete-orphan"


class Programme(Owned, Base):
    """What an operation is as a programme (NPNRU, InspiRe): its kind, from which its rules follow."""

    __tablename__ = "programme"

    id: Mapped[int] = mapped_column(primary_key=True)
    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), unique=True)
    kind: Mapped[ProgrammeKind]
    neighbourhood: Mapped[str] = mapped_column(String(120), default="")
    """The priority neighbourhood (QPV) whose residents it counts."""

    operation: Mapped[Operation] = relationship()


class Worksite(Owned, Searchable, Base):
    """A place where works are done: address, neighbourhood, position, dates."""

    __tablename__ = "worksite"
    __table_args__ = (
        UniqueConstraint("body_id", "name", name="uq_worksite_name"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="position"),
        CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="dates"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    operation_id: Mapped[int | None] = mapped_column(ForeignKey("operation.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(200), default="")
    postcode: Mapped[str] = mapped_column(String(10), default="")
    commune: Mapped[str] = mapped_column(String(120), default="")
    commune_code: Mapped[str] = mapped_column(String(5), default="")
    """INSEE code (`63113`)."""
    neighbourhood: Mapped[str] = mapped_column(String(120), default="")
    """The priority neighbourhood (QPV) it stands in; '' for none."""
    latitude: Mapped[Decimal | None] = mapped_column(Exact)
    """Degrees, WGS 84."""
    longitude: Mapped[Decimal | None] = mapped_column(Exact)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    notes: Mapped[str] = mapped_column(Text, default="")
    archived_on: Mapped[date | None]
    last_batch: Mapped[str] = mapped_column(String(16), default="")
    """The last phases written together, which may be taken back; '' once it is done."""

    __mapper_args__ = {"version_id_col": version}

    operation: Mapped[Operation | None] = relationship()
    phases: Mapped[list["WorkPhase"]] = relationship(
        back_populates="worksite", order_by="WorkPhase.starts_on, WorkPhase.id", cascade=WHOLE
    )
    shares: Mapped[list["WorksiteShare"]] = relationship(
        back_populates="worksite", order_by="WorksiteShare.id", cascade=WHOLE
    )

    def search_text(self) -> str:
        """Name, address, town and neighbourhood."""
        said = (self.name, self.address, self.commune, self.neighbourhood)
        return " ".join(filter(None, said))


class WorkPhase(Base):
    """A part of the works: a trade, weeks, heads or hours. All the labour, not the insertion part alone."""

    __tablename__ = "work_phase"
    __table_args__ = (
        CheckConstraint("(headcount IS NULL) <> (minutes IS NULL)", name="measure"),
        CheckConstraint("ends_on >= starts_on", name="dates"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    worksite_id: Mapped[int] = mapped_column(ForeignKey("worksite.id"), index=True)
    lot_id: Mapped[int | None] = mapped_column(ForeignKey("lot.id"), index=True)
    """The lot of a followed contract; else `lot_label` says it."""
    lot_label: Mapped[str] = mapped_column(String(120), default="")
    title: Mapped[str] = mapped_column(String(200), default="")
    trade: Mapped[str] = mapped_column(String(120))
    """As `clauses.people.employments.trades` keeps it: `Maçonnerie (F1703)`, or free words."""
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    headcount: Mapped[Decimal | None] = mapped_column(Exact)
    """People at work on each working day."""
    minutes: Mapped[int | None]
    """Work of the whole phase."""
    batch: Mapped[str] = mapped_column(String(16), default="")
    """The import it came with, unchanged since; '' when it was typed."""

    worksite: Mapped[Worksite] = relationship(back_populates="phases")
    lot: Mapped[Lot | None] = relationship()


class WorksiteShare(Base):
    """The part of a contract, or of one of its lots, that is done on a worksite."""

    __tablename__ = "worksite_share"
    __table_args__ = (
        UniqueConstraint("worksite_id", "contract_id", "lot_id", name="uq_worksite_share_once"),
        Index("ix_worksite_share_contract", "contract_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    worksite_id: Mapped[int] = mapped_column(ForeignKey("worksite.id"), index=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    lot_id: Mapped[int | None] = mapped_column(ForeignKey("lot.id"), index=True)
    """None: all the lots of the contract."""
    share: Mapped[Decimal] = mapped_column(Exact)
    """A ratio: 0.5 = half of its hours."""
    purpose: Mapped[SharePurpose] = mapped_column(default=SharePurpose.WORKS)

    worksite: Mapped[Worksite] = relationship(back_populates="shares")
    contract: Mapped[Contract] = relationship()
    lot: Mapped[Lot | None] = relationship()


class WorkedHours(Owned, Base):
    """All the hours that companies worked for a contract, or a lot, in a year, as a document tells them."""

    __tablename__ = "worked_hours"
    __table_args__ = (
        UniqueConstraint("contract_id", "lot_id", "year", name="uq_worked_hours_once"),
        CheckConstraint("minutes > 0", name="minutes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    lot_id: Mapped[int | None] = mapped_column(ForeignKey("lot.id"))
    """None: all the lots of the contract."""
    year: Mapped[int]
    minutes: Mapped[int]
    source: Mapped[str] = mapped_column(String(200))
    """The document: the company's final account, the landlord's table."""
    dated_on: Mapped[date]
    author_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    told_at: Mapped[datetime]

    contract: Mapped[Contract] = relationship()
    lot: Mapped[Lot | None] = relationship()


class HireResidence(Owned, Base):
    """Where a person lived on the day of her hire: the neighbourhood alone, as a programme must know."""

    __tablename__ = "hire_residence"

    id: Mapped[int] = mapped_column(primary_key=True)
    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), unique=True)
    neighbourhood: Mapped[str] = mapped_column(String(120), default="")
    """The priority neighbourhood (QPV); '' when she lived in none."""
    proof: Mapped[ResidenceProof]
    seen_on: Mapped[date]
    author_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))

    employment: Mapped[Employment] = relationship()
