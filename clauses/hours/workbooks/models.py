"""Tables of the workbooks: what was sent and what it wrote, columns remembered, hours of single weeks."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clauses.hours.workbooks.rules import Counts, WorkbookState
from clauses.people.valuation.rules import MinutesKind
from facilitator.accounts.models import Organisation, User
from facilitator.db import Base


class HoursImport(Base):
    """A workbook that an organisation sent: its cells, what was corrected on the page, what it wrote."""

    __tablename__ = "hours_import"
    __table_args__ = (Index("ix_hours_import_organisation", "organisation_id", "received_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    """Who sent it: a company, or a facilitation body."""
    author_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    """None by a task link, which has no account."""
    link_id: Mapped[int | None]
    """The task link that it came by, which alone sees it again; no foreign key: links are forgotten first."""
    file_name: Mapped[str] = mapped_column(String(300))
    received_at: Mapped[datetime]
    state: Mapped[WorkbookState] = mapped_column(default=WorkbookState.READ)
    year: Mapped[int]
    """Of the weeks and days that say none."""
    content: Mapped[bytes] = mapped_column(LargeBinary)
    """Its cells, packed; empty once it is imported or dropped."""
    layouts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """By sheet, how its columns were corrected: `header`, `fields`, `month`."""
    edits: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """Cells corrected on the page: `sheet:row:column` → text."""
    people: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    """People chosen on the page: the folded words of a name → participant."""
    left: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Lines left out: `sheet:row:column`."""
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    """Once imported: lines created, updated, unchanged, left with an error."""
    written: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)
    """Once imported, for its undoing: statement, employment, kind, minutes before and after."""
    parts_before: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)
    """The hours of single weeks that it replaced."""
    confirmed_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": version}

    organisation: Mapped[Organisation] = relationship()
    author: Mapped[User | None] = relationship()

    @property
    def sent_by(self) -> str:
        """Who sent it, as the list says."""
        return self.author.name if self.author else "Lien sans compte"

    @property
    def told(self) -> Counts:
        """What it did."""
        return Counts(**self.counts)


class ColumnMapping(Base):
    """How an organisation corrected the columns of a layout: the same headings are read so next time."""

    __tablename__ = "column_mapping"
    __table_args__ = (UniqueConstraint("organisation_id", "fingerprint", name="uq_column_mapping_once"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    fingerprint: Mapped[str] = mapped_column(String(32))
    fields: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """Place of the column → what it holds."""
    kept_at: Mapped[datetime]


class PartialHours(Base):
    """What an imported week, or day, says of a line: the next week adds to it, the same one replaces it."""

    __tablename__ = "partial_hours"
    __table_args__ = (Index("ix_partial_hours_line", "statement_id", "employment_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id", ondelete="CASCADE"))
    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    kind: Mapped[MinutesKind]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    minutes: Mapped[int]
    """Those of its days that fall in the statement's month."""
