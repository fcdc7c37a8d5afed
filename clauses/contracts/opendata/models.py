"""Tables of the procurement open data: public, the same for every body; what a body decides is its own."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from clauses.contracts.opendata.reading.shapes import Note, Record, decode_notes, decode_record
from clauses.contracts.opendata.rules import ImportState, RefusedState, state_seen
from facilitator.db import Base, Money


class OpenDataImport(Base):
    """One reading of one file: where it is, what it gave."""

    __tablename__ = "open_data_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    """The body that sent the file; None for the command line: everybody's."""
    file_name: Mapped[str] = mapped_column(String(300))
    path: Mapped[str] = mapped_column(String(1000), default="")
    """Where the file is kept until it is read ('' once it is forgotten)."""
    authority: Mapped[str] = mapped_column(String(14), default="")
    """SIRET of the only buyer whose records are kept ('' for all)."""
    state: Mapped[ImportState] = mapped_column(default=ImportState.WAITING)
    started_at: Mapped[datetime]
    beat_at: Mapped[datetime]
    """The last sign of life of the process that reads."""
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    done: Mapped[int] = mapped_column(BigInteger, default=0)
    """Bytes of the file read so far."""
    created: Mapped[int] = mapped_column(default=0)
    updated: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    skipped: Mapped[int] = mapped_column(default=0)
    """Records of other buyers, when one was asked for."""
    repaired: Mapped[int] = mapped_column(default=0)
    set_aside: Mapped[int] = mapped_column(default=0)
    sentence: Mapped[str] = mapped_column(String(500), default="")
    """Why the reading stopped before the end."""
    preview: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """What the trial reading found: the counts and the first refusals."""

    def state_at(self, now: datetime) -> ImportState:
        """Its state, knowing that a process may have been lost."""
        return state_seen(self.state, self.beat_at, now)

    @property
    def read(self) -> int:
        """Records of the file, whatever became of them: nothing disappears."""
        return self.created + self.updated + self.unchanged + self.refused


class PublishedContract(Base):
    """A contract as the publications read so far tell it. `body` is the whole normalised record."""

    __tablename__ = "published_contract"
    __table_args__ = (
        Index(
            "ix_published_contract_concerned",
            "department",
            sqlite_where=text("concerned"),
            postgresql_where=text("concerned"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[bytes] = mapped_column(LargeBinary(16), index=True)
    """Buyer, number, CPV and object (`reading.identity`); the keys of a buyer stand side by side."""
    content: Mapped[bytes] = mapped_column(LargeBinary(16))
    versions: Mapped[int]
    """Different publications of this key; beyond one, they are kept in `published_version`."""
    merged_into_id: Mapped[int | None]
    """The contract that later publications showed this one to be."""
    buyer_siret: Mapped[str] = mapped_column(String(14))
    number: Mapped[str] = mapped_column(String(100))
    cpv: Mapped[str] = mapped_column(String(8))
    department: Mapped[str] = mapped_column(String(3))
    concerned: Mapped[bool]
    """It carries a social clause, or is reserved."""
    notified_on: Mapped[date | None]
    amount: Mapped[Decimal | None] = mapped_column(Money)
    changes: Mapped[int]
    latest_on: Mapped[str] = mapped_column(String(10))
    import_id: Mapped[int]
    """The import that created it."""
    changed_import_id: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    notes: Mapped[str] = mapped_column(Text)

    @property
    def record(self) -> Record:
        """The normalised record."""
        return decode_record(self.body)

    @property
    def margin(self) -> list[Note]:
        """What was repaired or set aside in its last publication."""
        return decode_notes(self.notes)


class PublishedVersion(Base):
    """A publication of a contract that has several: the contract is told by all of them together."""

    __tablename__ = "published_version"
    __table_args__ = (Index("uq_published_version", "key", "content", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[bytes] = mapped_column(LargeBinary(16))
    content: Mapped[bytes] = mapped_column(LargeBinary(16))
    contract_id: Mapped[int] = mapped_column(ForeignKey("published_contract.id"), index=True)
    import_id: Mapped[int]
    latest_on: Mapped[str] = mapped_column(String(10))
    body: Mapped[str] = mapped_column(Text)
    notes: Mapped[str] = mapped_column(Text)


class RefusedRecord(Base):
    """A record that could not be identified or trusted, kept whole until it is mended or dropped."""

    __tablename__ = "refused_record"
    __table_args__ = (Index("ix_refused_record_import", "import_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    raw_hash: Mapped[bytes] = mapped_column(LargeBinary(16), index=True)
    first_import_id: Mapped[int] = mapped_column(ForeignKey("open_data_import.id"), index=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("open_data_import.id"))
    """The last import that met it."""
    position: Mapped[int]
    """Its place in that file: 1 for the first record."""
    uid: Mapped[str] = mapped_column(String(200))
    field: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str] = mapped_column(String(300))
    raw: Mapped[str] = mapped_column(Text)
    """Its content as JSON (as text when it was not even that)."""
    state: Mapped[RefusedState] = mapped_column(default=RefusedState.OPEN)
    outcome: Mapped[str] = mapped_column(String(500), default="")
    """Why it was dropped."""
