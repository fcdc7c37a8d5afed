"""Tables of the structures: profile, trades and capacity, antennas, member companies."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.people.employments.rules import EmployerKind
from facilitator.accounts.models import Organisation, Owned
from facilitator.db import Base

WHOLE = "all, delete-orphan"


class InsertionStructure(Owned, Base):
    """What a body knows of a GEIQ or of an insertion structure it works with."""

    __tablename__ = "insertion_structure"
    __table_args__ = (
        UniqueConstraint("body_id", "organisation_id", name="uq_insertion_structure_once"),
        CheckConstraint("capacity > 0", name="capacity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    kind: Mapped[EmployerKind]
    capacity: Mapped[int | None]
    """People it can employ at once."""
    label_id: Mapped[int | None]
    """Its number at the GEIQ federation (Label)."""
    labelled_year: Mapped[int | None]
    territory: Mapped[str] = mapped_column(String(200), default="")
    notes: Mapped[str] = mapped_column(String(1000), default="")
    archived_on: Mapped[date | None]

    __mapper_args__ = {"version_id_col": version}

    organisation: Mapped[Organisation] = relationship(foreign_keys=organisation_id)
    trades: Mapped[list["StructureTrade"]] = relationship(
        back_populates="structure", order_by="StructureTrade.trade", cascade=WHOLE
    )
    antennas: Mapped[list["Antenna"]] = relationship(
        back_populates="structure", order_by="Antenna.id", cascade=WHOLE
    )
    members: Mapped[list["GroupMember"]] = relationship(
        back_populates="structure", order_by="GroupMember.since", cascade=WHOLE
    )


class StructureTrade(Base):
    """A trade that a structure has, and how many people it can take in it."""

    __tablename__ = "structure_trade"
    __table_args__ = (
        UniqueConstraint("structure_id", "trade", name="uq_structure_trade_once"),
        CheckConstraint("capacity > 0", name="capacity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("insertion_structure.id"), index=True)
    trade: Mapped[str] = mapped_column(String(120))
    capacity: Mapped[int | None]

    structure: Mapped[InsertionStructure] = relationship(back_populates="trades")


class Antenna(Base):
    """Another place of a structure. The label's lists give some without SIRET, or with that of the seat."""

    __tablename__ = "structure_antenna"

    id: Mapped[int] = mapped_column(primary_key=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("insertion_structure.id"), index=True)
    label_id: Mapped[int | None]
    name: Mapped[str] = mapped_column(String(200))
    siret: Mapped[str] = mapped_column(String(14), default="")
    postcode: Mapped[str] = mapped_column(String(10), default="")
    city: Mapped[str] = mapped_column(String(120), default="")

    structure: Mapped[InsertionStructure] = relationship(back_populates="antennas")


class GroupMember(Base):
    """A company that is a member of a GEIQ during some days."""

    __tablename__ = "group_member"
    __table_args__ = (
        UniqueConstraint("structure_id", "organisation_id", "since", name="uq_group_member_once"),
        CheckConstraint("until IS NULL OR until >= since", name="dates"),
        Index("ix_group_member_organisation", "organisation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("insertion_structure.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    since: Mapped[date]
    until: Mapped[date | None]

    structure: Mapped[InsertionStructure] = relationship(back_populates="members")
    organisation: Mapped[Organisation] = relationship()
