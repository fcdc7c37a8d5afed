"""The workbooks that an organisation sent, the columns it corrected, what its template holds."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import Select, false, select
from sqlalchemy.orm import joinedload

from clauses.hours.ledger.rules import first_of
from clauses.hours.workbooks.known import Known
from clauses.hours.workbooks.known_queries import known_of
from clauses.hours.workbooks.models import ColumnMapping, HoursImport
from clauses.hours.workbooks.packing import pack
from clauses.hours.workbooks.preview import Preview, Read, entries_in, preview_of, reads_of, span_of
from clauses.hours.workbooks.rules import WorkbookState
from clauses.hours.workbooks.template import TemplateRow
from clauses.people.valuation.rules import MinutesKind
from facilitator.access import Asker, Role
from facilitator.audit.queries import record
from facilitator.clock import now, today
from facilitator.db import db
from facilitator.exchange.sheets.rules import Sheets


def imports_of(asker: Asker) -> Select[HoursImport]:
    """The workbooks that the asker's organisation sent; by a task link, those that this very link sent:
    the others may speak of other bodies and months."""
    mine = select(HoursImport).where(HoursImport.organisation_id == asker.organisation_id)
    if asker.role is not Role.LINK:
        return mine
    return mine.where(HoursImport.link_id == asker.scope.link_id if asker.scope else false())


def import_of(asker: Asker, import_id: int) -> HoursImport | None:
    """One of them."""
    return db.session.scalar(imports_of(asker).where(HoursImport.id == import_id))


def listed(asker: Asker) -> Select[HoursImport]:
    """The imports, the latest first; those abandoned are not told."""
    return (
        imports_of(asker)
        .where(HoursImport.state != WorkbookState.DROPPED)
        .options(joinedload(HoursImport.author))
        .order_by(HoursImport.id.desc())
    )


def receive(asker: Asker, sheets: Sheets) -> HoursImport:
    """Keep what was read of a file until it is confirmed. Leaves `workbook.received`."""
    row = HoursImport(
        organisation_id=asker.organisation_id,
        author_id=asker.account_id,
        link_id=asker.scope.link_id if asker.scope else None,
        file_name=sheets.name[:300],
        received_at=now(),
        year=today().year,
        content=pack(sheets),
    )
    db.session.add(row)
    db.session.flush()
    record("workbook.received", row, rows=sheets.count)
    return row


def mappings_of(asker: Asker) -> dict[str, Mapping[str, str]]:
    """The columns that the organisation corrected before, by fingerprint of the headings."""
    found = select(ColumnMapping).where(ColumnMapping.organisation_id == asker.organisation_id)
    return {row.fingerprint: row.fields for row in db.session.scalars(found)}


def remember(asker: Asker, fingerprint: str, fields: Mapping[str, str]) -> None:
    """Keep how a layout was corrected: the next file with these headings is read so."""
    found = select(ColumnMapping).where(
        ColumnMapping.organisation_id == asker.organisation_id, ColumnMapping.fingerprint == fingerprint
    )
    row = db.session.scalar(found)
    if row is None:
        row = ColumnMapping(organisation_id=asker.organisation_id, fingerprint=fingerprint)
        db.session.add(row)
    row.fields, row.kept_at = dict(fields), now()


def read(asker: Asker, row: HoursImport) -> list[Read]:
    """The sheets of an import with their layouts."""
    return reads_of(row, mappings_of(asker))


def previewed(asker: Asker, row: HoursImport) -> Preview:
    """What an import would do now."""
    reads = read(asker, row)
    entries = entries_in(row, reads)
    first, last = span_of(entries)
    known = known_of(asker, first, last) if first else Known()
    return preview_of(row, reads, entries, known)


def last_of_asker(asker: Asker) -> HoursImport | None:
    """The last import that was confirmed and stands: the only one that may be undone."""
    done = imports_of(asker).where(HoursImport.state == WorkbookState.DONE)
    return db.session.scalar(done.order_by(HoursImport.confirmed_at.desc(), HoursImport.id.desc()).limit(1))


def months_to_fill(asker: Asker) -> list[date]:
    """The months that have a statement to fill, the latest first."""
    known = known_of(asker, None, None)
    found = {slot.month for slot in known.slots.values() if not slot.refusal}
    return sorted((month for month in found if month <= first_of(today())), reverse=True)


def template_rows(asker: Asker, months: list[date], company_id: int | None = None) -> list[TemplateRow]:
    """One row per employment and commitment that has some of these months to fill, as they stand.

    By a task link, without the birth dates: a message may be read by others.
    """
    known = known_of(asker, min(months), max(months)) if months else Known()
    rows = []
    for job in known.jobs.values():
        for commitment in {one for month in months if job.works(month) for one in job.commitments(month)}:
            if commitment in known.owed:
                rows += rows_of(known, job.id, commitment, months)
    if asker.role is Role.LINK:
        rows = [replace(row, birth=None) for row in rows]
    return sorted(rows, key=lambda row: (row.contract, row.words, row.employment, row.kind.value))


def rows_of(known: Known, employment: int, commitment: int, months: list[date]) -> list[TemplateRow]:
    """The rows of one employment: its work, and its other hours when there are some."""
    job, owed = known.jobs[employment], known.owed[commitment]
    slots = {month: known.slots.get((commitment, month)) for month in months}
    fillable = {
        month: slot for month, slot in slots.items() if slot and not slot.refusal and job.works(month)
    }
    if not fillable:
        return []
    found = []
    for kind in MinutesKind:
        held = {month: known.lines.get((slot.id, employment, kind)) for month, slot in fillable.items()}
        if kind is MinutesKind.WORK or any(held.values()):
            found.append(
                TemplateRow(employment, commitment, owed.label, job.name, job.words, job.birth, kind, held)
            )
    return found
